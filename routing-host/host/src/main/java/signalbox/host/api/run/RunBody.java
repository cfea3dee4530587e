package signalbox.host.api.run;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import signalbox.host.api.error.ApiRefusal;
import signalbox.host.api.request.Fields;
import signalbox.host.api.request.RequestHeaders;
import signalbox.host.api.request.RequestedTools;
import signalbox.host.run.RunRequest;
import signalbox.host.tool.WantedTools;
import signalbox.host.turn.AnswerFormat;
import signalbox.host.turn.Part;
import signalbox.host.turn.SamplingOptions;
import signalbox.host.turn.Turn;
import signalbox.host.wire.chat.ChatPart;
import tools.jackson.databind.JsonNode;

/// The body of `POST /v1/runs` and `POST /v1/route`.
final class RunBody {
    private static final Set<String> NAMES = Set.of(
            "input", "model", "tools", "task", "kind", "labels", "budget", "deadline", "metadata", "session",
            "response_format", "max_output_tokens");

    private static final String FORMAT = "response_format";
    private static final String TOKENS = "max_output_tokens";

    private RunBody() {}

    static RunRequest request(Fields body, RequestHeaders headers, RunRequest.@Nullable Idempotency idempotency) {
        body.only(NAMES);
        var ask = headers.overridden(body);
        return new RunRequest(
                input(body.node("input")),
                body.text("model", RunRequest.AUTO),
                RunRequest.ToolUse.hosts(tools(body)),
                options(body),
                ask.about(body.text("kind", ""), body.strings("metadata")),
                ask.limits(),
                idempotency,
                new RunRequest.Manner.Job());
    }

    private static SamplingOptions options(Fields body) {
        var tokens = body.has(TOKENS) ? value(ChatPart.tokens(TOKENS, body.node(TOKENS))) : null;
        var format = body.has(FORMAT) ? value(ChatPart.format(FORMAT, body.node(FORMAT))) : List.<AnswerFormat>of();
        return new SamplingOptions(
                tokens, null, null, List.of(), format.isEmpty() ? null : format.getFirst(), Collections.emptySortedMap());
    }

    private static <T> T value(ChatPart<T> part) {
        return switch (part) {
            case ChatPart.Read<T>(var value) -> value;
            case ChatPart.Wrong<T>(var param, var message) -> throw ApiRefusal.invalid(param, message);
        };
    }

    private static List<Turn> input(JsonNode input) {
        if (input.isString() && !input.asString().isBlank()) {
            return List.of(new Turn.User(List.of(new Part.Text(input.asString()))));
        }
        if (!input.isArray() || input.isEmpty()) {
            throw ApiRefusal.invalid("input", "'input' must be a text, or a list of messages {role, content}");
        }
        var turns = new ArrayList<Turn>();
        for (var message : input) {
            turns.add(turn(Fields.of(message, "input[" + turns.size() + "]").only(Set.of("role", "content"))));
        }
        if (!(turns.getLast() instanceof Turn.User)) {
            throw ApiRefusal.invalid("input", "'input' must end with a message of the user");
        }
        return turns;
    }

    private static Turn turn(Fields message) {
        var content = message.node("content");
        if (content.isMissingNode() || content.isNull() || (content.isString() && content.asString().isBlank())) {
            throw ApiRefusal.invalid(
                    message.at("content"), "'" + message.at("content") + "' must be a text that is not empty, or a list of parts");
        }
        return switch (message.text("role", "")) {
            case "system", "developer" -> new Turn.Instructions(text(message));
            case "user" -> new Turn.User(value(ChatPart.content(message.at("content"), content)));
            case "assistant" -> new Turn.Assistant(List.of(new Part.Text(text(message))), List.of(), List.of());
            default -> throw ApiRefusal.invalid(
                    message.at("role"), "'" + message.at("role") + "' must be system, developer, user or assistant");
        };
    }

    private static String text(Fields message) {
        return value(ChatPart.text(message.at("content"), message.node("content")));
    }

    private static WantedTools tools(Fields body) {
        if (!body.has("tools")) {
            return new WantedTools.FromRule();
        }
        var entries = new ArrayList<WantedTools.OfServer>();
        for (var tool : body.objects("tools")) {
            entries.add(RequestedTools.entry(tool));
        }
        return entries.isEmpty() ? new WantedTools.None() : new WantedTools.Listed(entries);
    }
}
