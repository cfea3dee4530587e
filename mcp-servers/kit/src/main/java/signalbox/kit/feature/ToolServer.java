package signalbox.kit.feature;

import java.util.Map;
import signalbox.descriptor.ServerName;
import signalbox.kit.prompt.PromptSource;
import signalbox.kit.resource.ResourceSource;
import signalbox.kit.tool.ToolWork;

/// What stands behind one server.
///
/// @param work by the names that `run: {java: name}` in `releases.yaml` uses
public record ToolServer(ServerName name, Map<String, ToolWork> work, ResourceSource resources, PromptSource prompts) {
    public ToolServer {
        work = Map.copyOf(work);
    }

    public ToolServer(ServerName name, Map<String, ToolWork> work) {
        this(name, work, ResourceSource.NONE, PromptSource.NONE);
    }
}
