package signalbox.host.wire.responses;

import signalbox.host.turn.CallArguments;
import signalbox.host.turn.ToolCall;
import signalbox.host.wire.WireJson;
import tools.jackson.databind.node.ObjectNode;

/// The items of `output`, and the parts of a message.
public final class ResponseItem {
    private ResponseItem() {}

    /// A message whose content is to come.
    public static ObjectNode message(String id) {
        ObjectNode item = WireJson.object().put("id", id).put("type", "message").put("status", "in_progress").put("role", "assistant");
        item.putArray("content");
        return item;
    }

    /// A message of one part.
    ///
    /// @param status `completed` or `incomplete`
    public static ObjectNode message(String id, String status, ObjectNode part) {
        ObjectNode item = message(id).put("status", status);
        item.withArray("/content").add(part);
        return item;
    }

    public static ObjectNode text(String text) {
        ObjectNode part = WireJson.object().put("type", "output_text").put("text", text);
        part.putArray("annotations");
        part.putArray("logprobs");
        return part;
    }

    public static ObjectNode refusal(String why) {
        return WireJson.object().put("type", "refusal").put("refusal", why);
    }

    /// A call of the caller's own function.
    ///
    /// @param status `completed`, or `in_progress` while its arguments are to come
    public static ObjectNode call(String id, String status, ToolCall call) {
        return WireJson.object().put("id", id).put("type", "function_call").put("status", status)
                .put("call_id", call.id().value()).put("name", call.tool())
                .put("arguments", status.equals("completed") ? arguments(call.arguments()) : "");
    }

    /// A call that the host has made.
    ///
    /// @param tool `retail.get_order_details`
    /// @param failed what became of it where it came to no result, or empty
    public static ObjectNode hostCall(String id, String tool, CallArguments arguments, String failed) {
        int dot = tool.indexOf('.');
        ObjectNode item = WireJson.object().put("id", id).put("type", "mcp_call")
                .put("status", failed.isEmpty() ? "completed" : "failed")
                .put("server_label", tool.substring(0, Math.max(0, dot))).put("name", tool.substring(dot + 1))
                .put("arguments", arguments(arguments));
        item.putNull("approval_request_id").putNull("output");
        if (failed.isEmpty()) {
            item.putNull("error");
        } else {
            item.putObject("error").put("type", "mcp_tool_execution_error").putArray("content").addObject()
                    .put("type", "text").put("text", failed);
        }
        return item;
    }

    static String arguments(CallArguments arguments) {
        return switch (arguments) {
            case CallArguments.Parsed(var value) -> WireJson.write(value);
            case CallArguments.Malformed(var text, var _) -> text;
        };
    }
}
