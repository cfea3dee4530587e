package signalbox.host.wire.responses;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import signalbox.host.turn.CallId;
import signalbox.host.turn.FinishReason;
import signalbox.host.turn.Outcome;
import signalbox.host.turn.Part;
import signalbox.host.turn.ProviderState;
import signalbox.host.turn.ToolCall;
import signalbox.host.turn.Turn;
import signalbox.host.wire.FailureReader;
import signalbox.host.wire.PartText;
import signalbox.host.wire.Rendering;
import signalbox.host.wire.Tokens;
import signalbox.host.wire.WireJson;
import signalbox.host.wire.WrittenArguments;
import signalbox.policy.money.Usage;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// One `response` object, read. Reasoning items are kept whole, with their place among the texts and calls.
final class OpenAiResponsesAnswer {
    private static final Set<String> CUT = Set.of("max_output_tokens", "max_tokens", "length");
    /// Why a response failed. What is neither a filter nor about the request may be mended by time or another model.
    private static final Set<String> FILTERED =
            Set.of("content_filter", "bio_policy", "cyber_policy", "image_content_policy_violation");
    private static final Set<String> ABOUT_THE_REQUEST = Set.of(
            "context_length_exceeded", "invalid_prompt", "invalid_image", "invalid_image_format", "invalid_base64_image",
            "invalid_image_url", "invalid_image_mode", "image_too_large", "image_too_small", "image_parse_error",
            "image_file_too_large", "unsupported_image_media_type", "empty_image_file");

    private final ObjectNode body;
    private final Rendering rendering;
    private final Supplier<CallId> ids;
    private final List<Part> parts = new ArrayList<>();
    private final List<ToolCall> calls = new ArrayList<>();
    private final ArrayNode order = WireJson.array();
    private boolean keeps;
    private long values;

    OpenAiResponsesAnswer(ObjectNode body, Rendering rendering, Supplier<CallId> ids) {
        this.body = body;
        this.rendering = rendering;
        this.ids = ids;
    }

    Outcome outcome() {
        Usage usage = usage();
        String status = body.path("status").asString("completed");
        return switch (status) {
            case "completed" -> answered(false, usage);
            case "incomplete" -> incomplete(usage);
            case "failed" -> failed(usage);
            default -> new Outcome.Unavailable("the answer was broken off: " + status, null, false, usage);
        };
    }

    private Outcome incomplete(@Nullable Usage usage) {
        String reason = body.at("/incomplete_details/reason").asString("");
        if (reason.equals("content_filter")) {
            return new Outcome.Refused("stopped by the provider's content filter", usage);
        }
        return CUT.contains(reason)
                ? answered(true, usage)
                : new Outcome.Unavailable("the answer was broken off: incomplete " + reason, null, false, usage);
    }

    private Outcome failed(@Nullable Usage usage) {
        String code = body.at("/error/code").asString("");
        String message = body.at("/error/message").asString("");
        String reason = "the response failed: " + (code.isEmpty() ? message : code + ": " + message);
        if (FILTERED.contains(code)) {
            return new Outcome.Refused(reason, usage);
        }
        return ABOUT_THE_REQUEST.contains(code)
                ? FailureReader.rejected(400, reason, code)
                : new Outcome.Unavailable(reason, null, code.equals("rate_limit_exceeded"), usage);
    }

    private Outcome answered(boolean cut, @Nullable Usage usage) {
        if (!(body.get("output") instanceof ArrayNode output)) {
            return new Outcome.Nonsense("an answer without a list 'output'", usage == null ? Usage.NONE : usage);
        }
        for (JsonNode item : output) {
            Outcome stopped = read(item, usage);
            if (stopped != null) {
                return stopped;
            }
        }
        if (parts.isEmpty() && calls.isEmpty() && !cut) {
            return new Outcome.Nonsense("an answer without text and without calls", usage);
        }
        List<ProviderState> kept = keeps ? List.of(new ProviderState(rendering.entry().name(), order)) : List.of();
        FinishReason finish = cut ? FinishReason.LENGTH : calls.isEmpty() ? FinishReason.STOP : FinishReason.TOOL_CALLS;
        return new Outcome.Answered(new Turn.Assistant(parts, calls, kept), usage, finish, null);
    }

    /// What ends the reading, or null.
    private @Nullable Outcome read(JsonNode item, @Nullable Usage usage) {
        return switch (item.path("type").asString("")) {
            case "message" -> message(item, usage);
            case "function_call" -> call(item, usage);
            case "reasoning" -> reasoning(item);
            case "" -> new Outcome.Nonsense("an output item without a type", usage);
            default -> null;
        };
    }

    private @Nullable Outcome message(JsonNode item, @Nullable Usage usage) {
        StringBuilder said = new StringBuilder();
        for (JsonNode part : item.path("content")) {
            String refusal = part.path("refusal").asString("");
            if (!refusal.isBlank()) {
                return new Outcome.Refused(refusal, usage);
            }
            if (part.path("type").asString("").equals("output_text")) {
                said.append(part.path("text").asString(""));
            }
        }
        String text = PartText.withoutThinking(said.toString());
        if (!text.isBlank()) {
            ObjectNode place = order.addObject().put("part", parts.size());
            if (item.path("phase").isString()) {
                place.set("phase", item.get("phase"));
                keeps = true;
            }
            parts.add(new Part.Text(text));
        }
        return null;
    }

    private @Nullable Outcome call(JsonNode item, @Nullable Usage usage) {
        String name = item.path("name").asString("");
        if (name.isBlank()) {
            return new Outcome.Nonsense("a function_call without a name", usage);
        }
        values += WireJson.mostValues(item.path("arguments").asString(""));
        if (values > WireJson.MOST_VALUES) {
            return new Outcome.Nonsense("calls whose arguments may have more than " + WireJson.MOST_VALUES + " JSON values", usage);
        }
        order.addObject().put("call", calls.size());
        calls.add(new ToolCall(ids.get(), rendering.names().original(name), WrittenArguments.read(item.get("arguments"))));
        return null;
    }

    /// What can be given back: an item that says nothing but its id names what is stored nowhere. Its `status` is refused
    /// in a request.
    private @Nullable Outcome reasoning(JsonNode item) {
        if (item instanceof ObjectNode object && (item.path("encrypted_content").isString() || !item.path("content").isEmpty())) {
            ObjectNode kept = object.deepCopy();
            kept.remove("status");
            order.addObject().set("reasoning", kept);
            keeps = true;
        }
        return null;
    }

    /// Cached tokens, read and written, are part of the input's count, reasoning tokens of the output's: where they are more
    /// than it, they were counted beside it.
    private @Nullable Usage usage() {
        long input = Tokens.at(body, "/usage/input_tokens");
        long answer = Tokens.at(body, "/usage/output_tokens");
        long reasoning = Tokens.at(body, "/usage/output_tokens_details/reasoning_tokens");
        return Tokens.usage(
                input,
                Tokens.at(body, "/usage/input_tokens_details/cached_tokens"),
                Tokens.at(body, "/usage/input_tokens_details/cache_write_tokens"),
                Tokens.output(
                        reasoning > answer ? answer + reasoning : answer, input, Tokens.at(body, "/usage/total_tokens")));
    }
}
