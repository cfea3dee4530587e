package signalbox.host.tool.server;

import org.jspecify.annotations.Nullable;
import signalbox.policy.catalogue.SecretRef;

/// Reads a secret at the moment of use.
@FunctionalInterface
public interface SecretReader {
    /// Null where there is none.
    @Nullable String read(SecretRef ref);
}
