package signalbox.architecture.planted.host.run;

import io.modelcontextprotocol.spec.McpSchema;
import java.util.List;

public class HostThatKnowsTheSdk {
    public List<Object> of(McpSchema.Tool tool) {
        return List.of(tool.name());
    }
}
