package signalbox.host.wire.messages;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import signalbox.host.turn.CallId;
import signalbox.host.turn.FinishReason;
import signalbox.host.turn.Outcome;
import signalbox.host.turn.Part;
import signalbox.host.turn.ProviderState;
import signalbox.host.turn.ToolCall;
import signalbox.host.turn.Turn;
import signalbox.host.wire.PartText;
import signalbox.host.wire.Rendering;
import signalbox.host.wire.Tokens;
import signalbox.host.wire.WireJson;
import signalbox.host.wire.WrittenArguments;
import signalbox.policy.money.Usage;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// One `message` object, read. Thinking is kept verbatim, with its place among the texts and calls.
final class AnthropicAnswer {
    private final ObjectNode body;
    private final Rendering rendering;
    private final Supplier<CallId> ids;
    private final List<Part> parts = new ArrayList<>();
    private final List<ToolCall> calls = new ArrayList<>();
    private final ArrayNode order = WireJson.array();
    private boolean thinks;

    AnthropicAnswer(ObjectNode body, Rendering rendering, Supplier<CallId> ids) {
        this.body = body;
        this.rendering = rendering;
        this.ids = ids;
    }

    Outcome outcome() {
        Usage usage = usage(body.path("usage"));
        String stop = body.path("stop_reason").asString("");
        if (stop.equals("refusal")) {
            String why = body.at("/stop_details/explanation").asString("");
            return new Outcome.Refused(why.isEmpty() ? "the model refused" : why, usage);
        }
        if (stop.equals("error")) {
            return new Outcome.Unavailable("the answer was broken off", null, false, usage);
        }
        if (!(body.get("content") instanceof ArrayNode content)) {
            return new Outcome.Nonsense("an answer without a list 'content'", usage == null ? Usage.NONE : usage);
        }
        for (JsonNode block : content) {
            String problem = read(block);
            if (problem != null) {
                return new Outcome.Nonsense(problem, usage);
            }
        }
        boolean cut = stop.equals("max_tokens") || stop.equals("model_context_window_exceeded");
        if (parts.isEmpty() && calls.isEmpty() && !cut) {
            return new Outcome.Nonsense("an answer without text and without calls", usage);
        }
        List<ProviderState> kept = thinks ? List.of(new ProviderState(rendering.entry().name(), order)) : List.of();
        FinishReason finish = cut ? FinishReason.LENGTH : calls.isEmpty() ? FinishReason.STOP : FinishReason.TOOL_CALLS;
        return new Outcome.Answered(new Turn.Assistant(parts, calls, kept), usage, finish, null);
    }

    private @Nullable String read(JsonNode block) {
        switch (block.path("type").asString("")) {
            case "text" -> {
                String text = PartText.withoutThinking(block.path("text").asString(""));
                if (!text.isBlank()) {
                    order.addObject().put("part", parts.size());
                    parts.add(new Part.Text(text));
                }
            }
            case "tool_use" -> {
                String name = block.path("name").asString("");
                if (name.isBlank()) {
                    return "a tool_use block without a name";
                }
                order.addObject().put("call", calls.size());
                calls.add(new ToolCall(
                        ids.get(), rendering.names().original(name), WrittenArguments.read(block.get("input"))));
            }
            case "thinking", "redacted_thinking" -> {
                thinks = true;
                order.addObject().set("block", block);
            }
            case "" -> {
                return "a content block without a type";
            }
            default -> {}
        }
        return null;
    }

    /// `input_tokens` leaves out what was read from and written to the cache.
    static @Nullable Usage usage(JsonNode counted) {
        long read = Tokens.at(counted, "/cache_read_input_tokens");
        long written = Tokens.at(counted, "/cache_creation_input_tokens");
        return Tokens.usage(
                Tokens.at(counted, "/input_tokens") + read + written,
                read,
                written,
                Tokens.at(counted, "/output_tokens"));
    }
}
