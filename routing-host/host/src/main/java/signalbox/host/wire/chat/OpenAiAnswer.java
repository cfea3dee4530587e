package signalbox.host.wire.chat;

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
import tools.jackson.databind.node.ObjectNode;

/// One `chat.completion` object, read.
final class OpenAiAnswer {
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
        if (!(body.at("/choices/0/message") instanceof ObjectNode message)) {
            return new Outcome.Nonsense("an answer without a message in 'choices'", usage);
        }
        String finish = body.at("/choices/0/finish_reason").asString("");
        String refusal = message.path("refusal").asString("");
        if (!refusal.isBlank() || finish.equals("content_filter")) {
            return new Outcome.Refused(refusal.isBlank() ? "stopped by the provider's content filter" : refusal, usage);
        }
        String text = text(message.get("content"));
        if (text == null) {
            return new Outcome.Nonsense("'content' is neither text nor a list of parts", usage);
        }
        List<ToolCall> calls = new ArrayList<>();
        for (JsonNode call : message.path("tool_calls")) {
            String name = call.at("/function/name").asString("");
            if (name.isBlank()) {
                return new Outcome.Nonsense("a tool call without a function name", usage);
            }
            calls.add(new ToolCall(
                    ids.get(),
                    rendering.names().original(name),
                    WrittenArguments.read(call.path("function").get("arguments"))));
        }
        boolean cut = finish.equals("length");
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

    private List<ProviderState> kept(ObjectNode message) {
        JsonNode reasoning = message.path("reasoning_content");
        if (!profile.reasoningDue() || !reasoning.isString() || reasoning.stringValue().isEmpty()) {
            return List.of();
        }
        ObjectNode content = WireJson.object();
        content.set("reasoning_content", reasoning);
        return List.of(new ProviderState(rendering.entry().name(), content));
    }

    /// Cached tokens are part of the prompt's count, reasoning tokens of the completion's.
    private @Nullable Usage usage() {
        long cached = Math.max(
                Tokens.at(body, "/usage/prompt_tokens_details/cached_tokens"),
                Tokens.at(body, "/usage/prompt_cache_hit_tokens"));
        return Tokens.usage(
                Tokens.at(body, "/usage/prompt_tokens"), cached, 0, Tokens.at(body, "/usage/completion_tokens"));
    }
}
