package signalbox.client.exchange;

import java.util.List;

/// What a server answered when asked for its tools.
public sealed interface ToolListing {
    /// @param dropped definitions that no client may use, with the reason
    record Tools(List<ServerTool> tools, List<Dropped> dropped) implements ToolListing {
        public Tools {
            tools = List.copyOf(tools);
            dropped = List.copyOf(dropped);
        }
    }

    record Dropped(String tool, String reason) {}

    /// @param reason one line for a person
    record None(String reason) implements ToolListing {}
}
