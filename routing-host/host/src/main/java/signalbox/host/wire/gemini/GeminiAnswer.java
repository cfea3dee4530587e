package signalbox.host.wire.gemini;

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

/// One `GenerateContentResponse`, read. Thought signatures are kept with the part or call they belong to.
final class GeminiAnswer {
    private final ObjectNode body;
    private final Rendering rendering;
    private final Supplier<CallId> ids;
    private final List<Part> parts = new ArrayList<>();
    private final List<ToolCall> calls = new ArrayList<>();
    private final ArrayNode signatures = WireJson.array();

    GeminiAnswer(ObjectNode body, Rendering rendering, Supplier<CallId> ids) {
        this.body = body;
        this.rendering = rendering;
        this.ids = ids;
    }

    Outcome outcome() {
        Usage usage = usage();
        String blocked = body.at("/promptFeedback/blockReason").asString("");
        if (!blocked.isEmpty()) {
            return new Outcome.Refused("the prompt was blocked: " + blocked, usage == null ? Usage.NONE : usage);
        }
        if (!(body.at("/candidates/0") instanceof ObjectNode candidate)) {
            return new Outcome.Nonsense("an answer without candidates", usage == null ? Usage.NONE : usage);
        }
        String reason = candidate.path("finishReason").asString("");
        String detail = candidate.path("finishMessage").asString("");
        String said = detail.isEmpty() ? reason : reason + ": " + detail;
        return switch (reason) {
            case "SAFETY", "RECITATION", "LANGUAGE", "BLOCKLIST", "PROHIBITED_CONTENT", "SPII", "IMAGE_SAFETY" ->
                new Outcome.Refused("the answer was blocked: " + said, usage);
            case "MALFORMED_FUNCTION_CALL", "UNEXPECTED_TOOL_CALL", "TOO_MANY_TOOL_CALLS", "MALFORMED_RESPONSE" ->
                new Outcome.Nonsense(said, usage);
            case "OTHER" -> new Outcome.Unavailable("the answer was broken off: " + said, null, false, usage);
            default -> answered(candidate, reason.equals("MAX_TOKENS"), usage);
        };
    }

    private Outcome answered(ObjectNode candidate, boolean cut, @Nullable Usage usage) {
        for (JsonNode part : candidate.at("/content/parts")) {
            String problem = read(part);
            if (problem != null) {
                return new Outcome.Nonsense(problem, usage);
            }
        }
        if (parts.isEmpty() && calls.isEmpty() && !cut) {
            return new Outcome.Nonsense("an answer without text and without calls", usage);
        }
        List<ProviderState> kept =
                signatures.isEmpty() ? List.of() : List.of(new ProviderState(rendering.entry().name(), signatures));
        FinishReason finish = cut ? FinishReason.LENGTH : calls.isEmpty() ? FinishReason.STOP : FinishReason.TOOL_CALLS;
        return new Outcome.Answered(new Turn.Assistant(parts, calls, kept), usage, finish, null);
    }

    private @Nullable String read(JsonNode part) {
        if (part.path("thought").asBoolean(false)) {
            return null;
        }
        JsonNode call = part.get("functionCall");
        if (call != null) {
            String name = call.path("name").asString("");
            if (name.isBlank()) {
                return "a functionCall without a name";
            }
            keep(part, "call", calls.size());
            calls.add(new ToolCall(
                    ids.get(), rendering.names().original(name), WrittenArguments.read(call.get("args"))));
            return null;
        }
        String text = PartText.withoutThinking(part.path("text").asString(""));
        if (!text.isBlank()) {
            keep(part, "part", parts.size());
            parts.add(new Part.Text(text));
        }
        return null;
    }

    private void keep(JsonNode part, String kind, int index) {
        JsonNode signature = part.path("thoughtSignature");
        if (signature.isString()) {
            signatures.addObject().put(kind, index).set("thoughtSignature", signature);
        }
    }

    /// The prompt's count includes what was cached; thoughts are counted beside the candidates.
    private @Nullable Usage usage() {
        long input = Tokens.at(body, "/usageMetadata/promptTokenCount")
                + Tokens.at(body, "/usageMetadata/toolUsePromptTokenCount");
        long answer = Tokens.at(body, "/usageMetadata/candidatesTokenCount")
                + Tokens.at(body, "/usageMetadata/thoughtsTokenCount");
        return Tokens.usage(
                input,
                Tokens.at(body, "/usageMetadata/cachedContentTokenCount"),
                0,
                Tokens.output(answer, input, Tokens.at(body, "/usageMetadata/totalTokenCount")));
    }
}
