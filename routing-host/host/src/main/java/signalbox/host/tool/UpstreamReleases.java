package signalbox.host.tool;

import org.jspecify.annotations.Nullable;
import signalbox.descriptor.ToolId;

/// Which released tool versions do their work at a server of others.
@FunctionalInterface
public interface UpstreamReleases {
    /// The digest of the definition that was released, `sha256:...`, or null where the version does its work elsewhere.
    @Nullable String digest(ToolId tool);
}
