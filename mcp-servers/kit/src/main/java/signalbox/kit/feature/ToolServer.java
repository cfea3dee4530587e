package signalbox.kit.feature;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import signalbox.descriptor.ServerName;
import signalbox.kit.call.ToolHandlers;
import signalbox.kit.prompt.PromptSource;
import signalbox.kit.resource.ResourceSource;
import signalbox.kit.tool.ToolWork;

/// The implementation of one server.
///
/// @param work by the names that `run: {java: name}` in `releases.yaml` uses
public record ToolServer(ServerName name, Map<String, ToolWork> work, ResourceSource resources, PromptSource prompts) {
    public ToolServer {
        work = Map.copyOf(work);
    }

    public ToolServer(ServerName name, Map<String, ToolWork> work) {
        this(name, work, ResourceSource.NONE, PromptSource.NONE);
    }

    /// The work of all these servers, each of which must be given once.
    public static ToolHandlers handlers(List<ToolServer> servers) {
        var work = new HashMap<ServerName, Map<String, ToolWork>>();
        for (var server : servers) {
            if (work.put(server.name(), server.work()) != null) {
                throw new IllegalArgumentException("the work of '" + server.name() + "' is given twice");
            }
        }
        return new ToolHandlers(work);
    }
}
