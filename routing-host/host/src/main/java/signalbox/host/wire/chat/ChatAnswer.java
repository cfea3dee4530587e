package signalbox.host.wire.chat;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import signalbox.host.turn.CallArguments;
import signalbox.host.turn.FinishReason;
import signalbox.host.turn.ToolCall;
import signalbox.host.turn.Turn;
import signalbox.host.wire.PartText;
import signalbox.host.wire.WireJson;
import signalbox.policy.money.Usage;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// An answer to a caller of `POST /v1/chat/completions`.
///
/// @param id such as `chatcmpl-...`
/// @param model as the caller is told, such as `openai/gpt-5-mini`
/// @param turn its calls are the ones the caller is to make
public record ChatAnswer(
        String id, Instant created, String model, Turn.Assistant turn, FinishReason finish, @Nullable Usage usage) {
    /// A `chat.completion` object.
    public ObjectNode json() {
        ObjectNode answer = WireJson.object();
        answer.put("id", id).put("object", "chat.completion").put("created", created.getEpochSecond());
        answer.put("model", model);
        ObjectNode choice = answer.putArray("choices").addObject();
        choice.put("index", 0);
        choice.set("message", message());
        choice.putNull("logprobs");
        choice.put("finish_reason", finishReason());
        if (usage != null) {
            answer.set("usage", usage(usage));
        }
        return answer;
    }

    private ObjectNode message() {
        ObjectNode message = WireJson.object();
        message.put("role", "assistant");
        String text = PartText.text(turn.parts());
        boolean refused = finish == FinishReason.REFUSED;
        if (refused || (text.isEmpty() && !turn.calls().isEmpty())) {
            message.putNull("content");
        } else {
            message.put("content", text);
        }
        message.put("refusal", refused ? text : null);
        if (!turn.calls().isEmpty()) {
            ArrayNode calls = message.putArray("tool_calls");
            for (ToolCall call : turn.calls()) {
                ObjectNode node = calls.addObject();
                node.put("id", call.id().value()).put("type", "function");
                node.putObject("function").put("name", call.tool()).put("arguments", arguments(call));
            }
        }
        return message;
    }

    static String arguments(ToolCall call) {
        return switch (call.arguments()) {
            case CallArguments.Parsed parsed -> WireJson.write(parsed.value());
            case CallArguments.Malformed malformed -> malformed.text();
        };
    }

    /// `stop`, `length`, `tool_calls` or `content_filter`.
    public String finishReason() {
        return switch (finish) {
            case LENGTH -> "length";
            case REFUSED -> "content_filter";
            case STOP, TOOL_CALLS -> turn.calls().isEmpty() ? "stop" : "tool_calls";
        };
    }

    static ObjectNode usage(Usage usage) {
        ObjectNode node = WireJson.object();
        node.put("prompt_tokens", usage.input());
        node.put("completion_tokens", usage.output());
        node.put("total_tokens", usage.input() + usage.output());
        node.putObject("prompt_tokens_details").put("cached_tokens", usage.cacheRead());
        return node;
    }
}
