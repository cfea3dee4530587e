package signalbox.client.http;

import java.net.URI;
import java.util.Set;

/// The endpoint of an MCP server, and how it may be reached.
public record Target(URI uri, Passage passage) {
    /// A server of this installation.
    public static Target own(URI uri) {
        return new Target(uri, new Passage.Configured(uri));
    }

    /// A server of somebody else.
    ///
    /// @param configured origins that may be private
    public static Target of(URI uri, Set<Origin> configured) {
        return new Target(uri, Passage.of(uri.toString(), configured));
    }
}
