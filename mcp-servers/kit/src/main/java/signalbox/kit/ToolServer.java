package signalbox.kit;

import java.util.Map;
import signalbox.descriptor.ServerName;
import signalbox.kit.prompt.Prompts;
import signalbox.kit.resource.Resources;

/// What stands behind one server.
///
/// @param work by the names that `run: {java: name}` in `releases.yaml` uses
public record ToolServer(ServerName name, Map<String, ToolWork> work, Resources resources, Prompts prompts) {
    public ToolServer {
        work = Map.copyOf(work);
    }

    public ToolServer(ServerName name, Map<String, ToolWork> work) {
        this(name, work, Resources.NONE, Prompts.NONE);
    }
}
