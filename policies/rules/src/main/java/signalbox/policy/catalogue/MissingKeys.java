package signalbox.policy.catalogue;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import signalbox.json.JsonPointers;
import signalbox.source.Problem;
import signalbox.source.YamlSource;

/// Finds the keys that a catalogue names and that are not there.
final class MissingKeys {
    private MissingKeys() {}

    static List<Problem> of(YamlSource source, Function<String, @Nullable String> environment) {
        var problems = new ArrayList<Problem>();
        source.tree().path("providers").forEachEntry((name, provider) -> {
            var missing = missing(SecretRef.parse(provider.path("key").asString("")), environment);
            if (missing != null) {
                var pointer = JsonPointers.child(JsonPointers.child("/providers", name), "key");
                problems.add(source.warning(pointer, "provider '" + name + "' is unavailable: " + missing,
                        "its models are passed over until the key is there"));
            }
        });
        return Problem.sorted(problems);
    }

    private static @Nullable String missing(@Nullable SecretRef key, Function<String, @Nullable String> environment) {
        return switch (key) {
            case null -> null;
            case SecretRef.None _ -> null;
            case SecretRef.Env(var variable) -> {
                var value = environment.apply(variable);
                yield value == null || value.isBlank() ? "the environment has no " + variable : null;
            }
            case SecretRef.File(var path) -> isReadable(path) ? null : "there is no readable file " + path;
        };
    }

    private static boolean isReadable(String path) {
        try {
            return Files.isReadable(Path.of(path));
        } catch (InvalidPathException _) {
            return false;
        }
    }
}
