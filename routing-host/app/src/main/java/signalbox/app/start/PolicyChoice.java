package signalbox.app.start;

import java.nio.file.Path;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import signalbox.policy.Rulebook;
import signalbox.policy.catalogue.SecretRef;
import signalbox.source.Checked;

/// Which policy folder is in force: the one that was named; else the one that ships, while a provider of it has a key;
/// else the demonstration's, which needs none.
public record PolicyChoice(Path folder, boolean isDemo) {
    public static PolicyChoice of(CommonOptions options, Function<String, @Nullable String> environment) {
        if (options.namesPolicies()) {
            return new PolicyChoice(options.policies(), false);
        }
        return switch (Rulebook.read(options.tools(), options.policies())) {
            // A broken folder is not skipped silently: the start will say what is wrong with it.
            case Checked.Broken<Rulebook> _ -> new PolicyChoice(options.policies(), false);
            case Checked.Sound<Rulebook>(var rules, var _) ->
                rules.models().providers().values().stream().anyMatch(provider -> hasKey(provider.key(), environment))
                        ? new PolicyChoice(options.policies(), false)
                        : new PolicyChoice(options.demoPolicies(), true);
        };
    }

    private static boolean hasKey(SecretRef key, Function<String, @Nullable String> environment) {
        return switch (key) {
            case SecretRef.None _ -> false;
            case SecretRef.Env(var variable) -> {
                var value = environment.apply(variable);
                yield value != null && !value.isBlank();
            }
            case SecretRef.File(var path) -> Path.of(path).toFile().canRead();
        };
    }
}
