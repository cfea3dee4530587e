package signalbox.release;

import signalbox.descriptor.UpstreamDigest;

/// How a served version does its work. Adapters come with a later capability.
public sealed interface RunTarget {
    /// A tool implementation in Java, by its registered name.
    record Java(String name) implements RunTarget {}

    /// The third-party server of the tool's server name does the work; nothing but the tool it showed when this was
    /// written may follow the version.
    ///
    /// @param digest the [UpstreamDigest] of that tool
    /// @param name what its server calls it
    record Upstream(String digest, String name) implements RunTarget {}

    /// Whether our own servers do the work, and so offer the tool.
    default boolean isHere() {
        return switch (this) {
            case Java _ -> true;
            case Upstream _ -> false;
        };
    }
}
