package signalbox.host.wire.chat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
import signalbox.host.wire.PartText;
import signalbox.host.wire.Rendering;
import signalbox.host.wire.Tokens;
import signalbox.host.wire.WireJson;
import signalbox.host.wire.WrittenArguments;
import signalbox.policy.money.Usage;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// One `chat.completion` object, read.
final class OpenAiAnswer {
    /// How compatible servers say that an answer was cut, filtered or broken off.
    private static final Set<String> CUT =
            Set.of("length", "max_tokens", "max_output_tokens", "model_length", "model_context_window_exceeded");
    private static final Set<String> FILTERED =
            Set.of("content_filter", "refusal", "safety", "sensitive", "prohibited_content", "blocklist", "recitation");
    private static final Set<String> BROKEN_OFF = Set.of("error", "network_error", "insufficient_system_resource", "abort");

    private final ObjectNode body;
    private final Rendering rendering;
    private final OpenAiProfile profile;
    private final Supplier<CallId> ids;

    OpenAiAnswer(ObjectNode body, Rendering rendering, OpenAiProfile profile, Supplier<CallId> ids) {
        this.body = body;
        this.rendering = rendering;
        this.profile = profile;
        this.ids = ids;
    }

    Outcome outcome() {
        Usage usage = usage();
        String finish = body.at("/choices/0/finish_reason").asString("").toLowerCase(Locale.ROOT);
        JsonNode error = body.at("/choices/0/error");
        if ((!error.isMissingNode() && !error.isNull()) || BROKEN_OFF.contains(finish)) {
            String said = error.isString() ? error.stringValue() : error.path("message").asString("");
            return new Outcome.Unavailable(
                    "the answer was broken off: " + (said.isEmpty() ? finish : said), null,
                    error.path("code").asString("").equals("429"), usage);
        }
        if (!(body.at("/choices/0/message") instanceof ObjectNode message)) {
            return new Outcome.Nonsense("an answer without a message in 'choices'", usage == null ? Usage.NONE : usage);
        }
        String refusal = message.path("refusal").asString("");
        if (!refusal.isBlank() || FILTERED.contains(finish)) {
            return new Outcome.Refused(refusal.isBlank() ? "stopped by the provider's content filter" : refusal, usage);
        }
        String text = text(message.get("content"));
        if (text == null) {
            return new Outcome.Nonsense("'content' is neither text nor a list of parts", usage);
        }
        List<ToolCall> calls = new ArrayList<>();
        long values = 0;
        for (JsonNode call : message.path("tool_calls")) {
            String name = call.at("/function/name").asString("");
            if (name.isBlank()) {
                return new Outcome.Nonsense("a tool call without a function name", usage);
            }
            JsonNode arguments = call.path("function").path("arguments");
            values += WireJson.mostValues(arguments.asString(""));
            if (values > WireJson.MOST_VALUES) {
                return new Outcome.Nonsense("calls whose arguments may have more than " + WireJson.MOST_VALUES + " JSON values", usage);
            }
            calls.add(new ToolCall(ids.get(), rendering.names().original(name), WrittenArguments.read(arguments)));
        }
        boolean cut = CUT.contains(finish);
        if (text.isBlank() && calls.isEmpty() && !cut) {
            return new Outcome.Nonsense("an answer without text and without calls", usage);
        }
        List<Part> parts = text.isBlank() ? List.of() : List.of(new Part.Text(text));
        FinishReason end = cut ? FinishReason.LENGTH : calls.isEmpty() ? FinishReason.STOP : FinishReason.TOOL_CALLS;
        return new Outcome.Answered(new Turn.Assistant(parts, calls, kept(message)), usage, end, null);
    }

    /// Null where the content is of a wrong type; parts other than text are the model's thinking.
    private static @Nullable String text(@Nullable JsonNode content) {
        if (content == null || content.isNull()) {
            return "";
        }
        if (content.isString()) {
            return PartText.withoutThinking(content.stringValue());
        }
        if (!content.isArray()) {
            return null;
        }
        StringBuilder text = new StringBuilder();
        for (JsonNode part : content) {
            if (part.path("type").asString("").equals("text")) {
                text.append(part.path("text").asString(""));
            }
        }
        return PartText.withoutThinking(text.toString());
    }

    /// What goes back to this model alone: its reasoning where that is due, and of each call its `extra_content` (Gemini's
    /// thought signatures on its compatible endpoint).
    private List<ProviderState> kept(ObjectNode message) {
        ObjectNode content = WireJson.object();
        JsonNode reasoning = message.path("reasoning_content");
        if (profile.reasoningDue() && reasoning.isString() && !reasoning.stringValue().isEmpty()) {
            content.set("reasoning_content", reasoning);
        }
        int index = 0;
        for (JsonNode call : message.path("tool_calls")) {
            if (call.get("extra_content") instanceof ObjectNode extra) {
                content.withObject("/extra_content").set(Integer.toString(index), extra);
            }
            index++;
        }
        return content.isEmpty() ? List.of() : List.of(new ProviderState(rendering.entry().name(), content));
    }

    /// Cached tokens are part of the prompt's count, reasoning tokens of the completion's: where they are more than it, or
    /// the total is more than both, they were counted beside it.
    private @Nullable Usage usage() {
        long cached = Math.max(
                Tokens.at(body, "/usage/prompt_tokens_details/cached_tokens"),
                Tokens.at(body, "/usage/prompt_cache_hit_tokens"));
        long input = Tokens.at(body, "/usage/prompt_tokens");
        long answer = Tokens.at(body, "/usage/completion_tokens");
        long reasoning = Tokens.at(body, "/usage/completion_tokens_details/reasoning_tokens");
        return Tokens.usage(
                input,
                cached,
                0,
                Tokens.output(
                        reasoning > answer ? answer + reasoning : answer, input, Tokens.at(body, "/usage/total_tokens")));
    }
}
