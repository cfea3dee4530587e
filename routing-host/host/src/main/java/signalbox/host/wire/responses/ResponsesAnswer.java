package signalbox.host.wire.responses;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import signalbox.host.wire.WireJson;
import signalbox.policy.money.Usage;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A `response` object, as callers of `POST /v1/responses` are answered.
///
/// @param id such as `resp_...`
/// @param model as the caller is told, such as `openai/gpt-5-mini`
/// @param output of [ResponseItem]
/// @param usage null while it is not known
/// @param asked what the request asked for, field by field
public record ResponsesAnswer(
        String id, Instant created, String model, ResponseState state, List<ObjectNode> output, @Nullable Usage usage,
        ObjectNode asked) {
    public ResponsesAnswer {
        output = List.copyOf(output);
    }

    public ObjectNode json() {
        ObjectNode answer = WireJson.object();
        answer.put("id", id).put("object", "response").put("created_at", created.getEpochSecond());
        answer.put("status", state.word());
        if (state instanceof ResponseState.Failed(String code, String message)) {
            answer.putObject("error").put("code", code).put("message", message);
        } else {
            answer.putNull("error");
        }
        if (state instanceof ResponseState.Incomplete(String reason)) {
            answer.putObject("incomplete_details").put("reason", reason);
        } else {
            answer.putNull("incomplete_details");
        }
        answer.put("model", model);
        ArrayNode items = answer.putArray("output");
        output.forEach(items::add);
        answer.setAll(asked);
        if (usage == null) {
            answer.putNull("usage");
        } else {
            answer.set("usage", counted(usage));
        }
        return answer;
    }

    private static ObjectNode counted(Usage usage) {
        ObjectNode node = WireJson.object();
        node.put("input_tokens", usage.input());
        node.putObject("input_tokens_details").put("cached_tokens", usage.cacheRead());
        node.put("output_tokens", usage.output());
        node.putObject("output_tokens_details").put("reasoning_tokens", 0);
        node.put("total_tokens", usage.input() + usage.output());
        return node;
    }
}
