package signalbox.host.wire.chat;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import signalbox.host.turn.ToolCall;
import signalbox.host.wire.WireJson;
import signalbox.policy.money.Usage;
import tools.jackson.databind.node.ObjectNode;

/// The chunks of one answer to a caller of `POST /v1/chat/completions` who asked for a stream.
///
/// @param countsTokens whether the caller asked for a last chunk that does; the others then say that they do not
public record ChatChunk(String id, Instant created, String model, boolean countsTokens) {
    public ObjectNode start() {
        var delta = WireJson.object().put("role", "assistant").put("content", "");
        delta.putNull("refusal");
        return chunk(delta, null);
    }

    public ObjectNode text(String text) {
        return chunk(WireJson.object().put("content", text), null);
    }

    public ObjectNode refusal(String why) {
        return chunk(WireJson.object().put("refusal", why), null);
    }

    /// A call of the caller's own function, whole.
    public ObjectNode call(int index, ToolCall call) {
        var delta = WireJson.object();
        delta.putArray("tool_calls").addObject().put("index", index).put("id", call.id().value()).put("type", "function")
                .putObject("function").put("name", call.tool()).put("arguments", ChatAnswer.arguments(call));
        return chunk(delta, null);
    }

    public ObjectNode end(String finishReason) {
        return chunk(WireJson.object(), finishReason);
    }

    public ObjectNode usage(Usage usage) {
        var last = head();
        last.putArray("choices");
        last.set("usage", ChatAnswer.usage(usage));
        return last;
    }

    private ObjectNode chunk(ObjectNode delta, @Nullable String finishReason) {
        var chunk = head();
        var choice = chunk.putArray("choices").addObject().put("index", 0);
        choice.set("delta", delta);
        choice.putNull("logprobs");
        choice.put("finish_reason", finishReason);
        if (countsTokens) {
            chunk.putNull("usage");
        }
        return chunk;
    }

    private ObjectNode head() {
        return WireJson.object().put("id", id).put("object", "chat.completion.chunk")
                .put("created", created.getEpochSecond()).put("model", model);
    }
}
