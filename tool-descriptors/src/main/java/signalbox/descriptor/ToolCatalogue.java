package signalbox.descriptor;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

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
}
