package signalbox.policy.catalogue;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Where a secret is found; never the secret.
public sealed interface SecretRef {
    /// No key is needed.
    record None() implements SecretRef {}

    /// `${env:NAME}`
    record Env(String variable) implements SecretRef {}

    /// `${file:/path}`
    record File(String path) implements SecretRef {}

    Pattern FORM = Pattern.compile("\\$\\{(?:env:(?<env>[A-Za-z_][A-Za-z0-9_]*)|file:(?<file>/[^}]+))\\}");

    /// Reads a reference as it is written; null where the text is none.
    static @Nullable SecretRef parse(String text) {
        var match = FORM.matcher(text);
        if (!match.matches()) {
            return null;
        }
        var variable = match.group("env");
        return variable != null ? new Env(variable) : new File(match.group("file"));
    }
}
