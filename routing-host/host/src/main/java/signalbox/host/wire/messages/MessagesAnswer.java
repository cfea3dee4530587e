package signalbox.host.wire.messages;

import signalbox.host.turn.FinishReason;
import signalbox.host.turn.ToolCall;
import signalbox.host.turn.Turn;
import signalbox.host.wire.WireJson;
import signalbox.host.wire.WrittenArguments;
import signalbox.policy.money.Usage;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// An answer to a caller of `POST /v1/messages`.
///
/// @param id such as `msg_...`
/// @param model as the caller is told, such as `anthropic/claude-opus`
/// @param turn its calls are the ones the caller is to make; of a refusal the text is why
public record MessagesAnswer(String id, String model, Turn.Assistant turn, FinishReason finish, Usage usage) {
    /// A `message` object.
    public ObjectNode json() {
        ObjectNode message = started(id, model);
        ArrayNode content = message.withArray("/content");
        if (finish != FinishReason.REFUSED) {
            if (!turn.text().isEmpty()) {
                content.add(text(turn.text()));
            }
            turn.calls().forEach(call -> content.add(call(call).set("input", WrittenArguments.object(call.arguments()))));
        }
        message.setAll(end());
        message.set("usage", counted());
        return message;
    }

    /// One that nothing has been said of yet.
    static ObjectNode started(String id, String model) {
        ObjectNode message = WireJson.object();
        message.put("id", id).put("type", "message").put("role", "assistant").put("model", model).putNull("container");
        message.putArray("content");
        message.putNull("diagnostics").putNull("stop_reason").putNull("stop_sequence").putNull("stop_details");
        message.set("usage", counted(Usage.NONE));
        return message;
    }

    /// How it ended, as the last events of a stream say it too.
    ObjectNode end() {
        ObjectNode end = WireJson.object();
        end.putNull("container").put("stop_reason", stopReason()).putNull("stop_sequence");
        if (finish == FinishReason.REFUSED) {
            end.putObject("stop_details").put("type", "refusal").putNull("category").put("explanation", turn.text());
        } else {
            end.putNull("stop_details");
        }
        return end;
    }

    ObjectNode counted() {
        return counted(usage);
    }

    private String stopReason() {
        return switch (finish) {
            case LENGTH -> "max_tokens";
            case REFUSED -> "refusal";
            case STOP, TOOL_CALLS -> turn.calls().isEmpty() ? "end_turn" : "tool_use";
        };
    }

    static ObjectNode text(String text) {
        ObjectNode block = WireJson.object();
        block.put("type", "text").put("text", text).putNull("citations");
        return block;
    }

    /// A call without its input.
    static ObjectNode call(ToolCall call) {
        ObjectNode block = WireJson.object();
        block.put("type", "tool_use").put("id", MessageIds.shown(call.id())).put("name", call.tool());
        block.putObject("caller").put("type", "direct");
        block.putObject("input");
        return block;
    }

    /// `input_tokens` leaves out what was read from and written to a cache.
    private static ObjectNode counted(Usage usage) {
        ObjectNode node = WireJson.object();
        node.put("input_tokens", usage.input() - usage.cacheRead() - usage.cacheWrite());
        node.put("cache_creation_input_tokens", usage.cacheWrite()).put("cache_read_input_tokens", usage.cacheRead());
        node.put("output_tokens", usage.output());
        for (String unknown : new String[] {
            "cache_creation", "inference_geo", "output_tokens_details", "server_tool_use", "service_tier", "speed"
        }) {
            node.putNull(unknown);
        }
        return node;
    }
}
