package signalbox.kit;

import java.util.Map;
import signalbox.descriptor.ServerName;

/// The work behind one server's tools.
///
/// @param work by the names that `run: {java: name}` in `releases.yaml` uses
public record ToolServer(ServerName name, Map<String, ToolWork> work) {
    public ToolServer {
        work = Map.copyOf(work);
    }
}
