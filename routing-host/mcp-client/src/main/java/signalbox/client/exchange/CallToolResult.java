package signalbox.client.exchange;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What became of a call.
public sealed interface CallToolResult {
    /// The tool did its work, or said why it could not.
    ///
    /// @param structured null where the server sent none
    record Finished(List<Content> content, @Nullable JsonNode structured, boolean error, ObjectNode meta)
            implements CallToolResult {
        public Finished {
            content = List.copyOf(content);
        }
    }

    /// The server answered with a JSON-RPC error.
    record Rejected(int code, String message) implements CallToolResult {}

    /// The server sent the request back unread: who asks may not come in, and nothing was done.
    record TurnedAway(String reason) implements CallToolResult {}

    /// Nothing was sent.
    record Unsent(String reason) implements CallToolResult {}

    /// No answer came, or none that can be read: the tool may or may not have done its work.
    record Lost(String reason) implements CallToolResult {}
}
