package signalbox.client.exchange;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The answer to one JSON-RPC request, or why there is none.
public sealed interface RpcAnswer {
    record Result(ObjectNode result) implements RpcAnswer {}

    /// @param status of HTTP, or 0 where it is not known
    /// @param data missing where there is none
    record Fault(int status, int code, String message, JsonNode data) implements RpcAnswer {}

    /// @param error the member `error` of a JSON-RPC answer
    static Fault fault(int status, JsonNode error) {
        return new Fault(
                status, error.path("code").asInt(0), error.path("message").asString("it gave no reason"), error.path("data"));
    }

    /// Something that is not MCP.
    record Foreign(int status, String reason) implements RpcAnswer {}

    /// 401 or 403, and nothing could be done about it.
    record TurnedAway(String reason) implements RpcAnswer {}

    /// Nothing was sent.
    record Unsent(String reason) implements RpcAnswer {}

    /// No answer within the bounds.
    record Broken(String reason) implements RpcAnswer {}
}
