package signalbox.host.wire;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import signalbox.host.wire.mask.SecretMask;
import signalbox.policy.catalogue.SecretRef;

/// Reads provider keys at the moment of use, so that a rotated key needs no restart.
public final class ProviderKeys {
    private static final int LONGEST = 16_384;

    private final UnaryOperator<@Nullable String> environment;
    private final ConcurrentMap<String, Secret> last = new ConcurrentHashMap<>();

    private ProviderKeys(UnaryOperator<@Nullable String> environment) {
        this.environment = environment;
    }

    /// The environment and the files of this machine.
    public static ProviderKeys ofMachine() {
        return new ProviderKeys(System::getenv);
    }

    public static ProviderKeys of(Map<String, String> environment) {
        Map<String, String> copy = Map.copyOf(environment);
        return new ProviderKeys(copy::get);
    }

    public Key find(SecretRef ref) {
        return switch (ref) {
            case SecretRef.None _ -> new NotNeeded();
            case SecretRef.Env env -> {
                String value = environment.apply(env.variable());
                yield value == null ? new NoKey("no key in ${env:" + env.variable() + "}")
                        : checked(value, "${env:" + env.variable() + "}");
            }
            case SecretRef.File file -> read(file);
        };
    }

    private Key read(SecretRef.File file) {
        String place = "${file:" + file.path() + "}";
        try {
            Path path = Path.of(file.path());
            return Files.size(path) > LONGEST
                    ? new NoKey("the file of " + place + " is too long for a key")
                    : checked(Files.readString(path), place);
        } catch (IOException | IllegalArgumentException unreadable) {
            return new NoKey("no key in " + place);
        }
    }

    private Key checked(String value, String place) {
        String key = value.strip();
        if (key.isEmpty()) {
            return new NoKey("no key in " + place);
        }
        boolean printable = key.chars().allMatch(c -> c > ' ' && c < 127);
        return printable ? secret(place, key) : new NoKey("the key in " + place + " holds characters no header can carry");
    }

    /// The secret of before where it is the same, so that its mask is made once.
    private Secret secret(String place, String key) {
        return Objects.requireNonNull(last.compute(
                place, (_, before) -> before != null && before.reveal().equals(key) ? before : new Secret(key)));
    }

    /// What a [SecretRef] leads to.
    public sealed interface Key {
        /// The key, or null where there is none.
        default @Nullable Secret secret() {
            return this instanceof Secret key ? key : null;
        }
    }

    /// The provider asks for no key.
    public record NotNeeded() implements Key {}

    /// @param why such as `no key in ${env:OPENAI_API_KEY}`
    public record NoKey(String why) implements Key {}

    /// A key. Its text is read only where a header is written.
    public static final class Secret implements Key {
        private final String value;
        private final SecretMask mask;

        Secret(String value) {
            this.value = value;
            mask = SecretMask.of(List.of(value));
        }

        public String reveal() {
            return value;
        }

        /// For everything that comes back from whoever was shown this key.
        public SecretMask mask() {
            return mask;
        }

        @Override
        public String toString() {
            return "••••";
        }
    }
}
