package signalbox.release;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import signalbox.descriptor.Descriptor;
import signalbox.descriptor.Server;
import signalbox.descriptor.ServerName;
import signalbox.descriptor.ToolId;
import signalbox.descriptor.ToolName;

/// Every tool version there is and the release of each tool, checked as a whole.
///
/// @param revision `sha256:` over all files; changes exactly when one of them does
public record ToolCatalogue(
        SortedMap<ServerName, Server> servers,
        SortedMap<ToolId, Descriptor> descriptors,
        SortedMap<ToolName, Release> releases,
        String revision) {
    public ToolCatalogue {
        servers = Collections.unmodifiableSortedMap(new TreeMap<>(servers));
        descriptors = Collections.unmodifiableSortedMap(new TreeMap<>(descriptors));
        releases = Collections.unmodifiableSortedMap(new TreeMap<>(releases));
    }

    /// The tool versions that these releases serve.
    static SortedSet<ToolId> served(Map<ToolName, Release> releases) {
        var served = new TreeSet<ToolId>();
        releases.forEach((tool, release) -> release.serve().keySet().forEach(version -> served.add(new ToolId(tool, version))));
        return served;
    }

    /// Whether it says the same, from whichever texts.
    boolean isAs(ToolCatalogue other) {
        return withRevision(other.revision).equals(other);
    }

    ToolCatalogue withRevision(String another) {
        return new ToolCatalogue(servers, descriptors, releases, another);
    }
}
