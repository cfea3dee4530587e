package signalbox.host.api.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import signalbox.host.api.error.ApiRefusal;
import signalbox.host.api.request.Fields;
import signalbox.host.api.request.RequestHeaders;
import signalbox.host.api.request.RequestedTools;
import signalbox.host.run.RunRequest;
import signalbox.host.tool.WantedTools;
import signalbox.host.turn.Part;
import signalbox.host.turn.SamplingOptions;
import signalbox.host.turn.Turn;
import tools.jackson.databind.JsonNode;

/// The body of `POST /v1/runs` and `POST /v1/route`.
final class RunBody {
    private static final Set<String> NAMES = Set.of(
            "input", "model", "tools", "task", "kind", "labels", "budget", "deadline", "metadata", "session");

    private RunBody() {}

    static RunRequest request(Fields body, RequestHeaders headers, RunRequest.@Nullable Idempotency idempotency) {
        body.only(NAMES);
        var ask = headers.overridden(body);
        return new RunRequest(
                input(body.node("input")),
                body.text("model", RunRequest.AUTO),
                RunRequest.ToolUse.hosts(tools(body)),
                SamplingOptions.NONE,
                ask.about(body.text("kind", ""), body.strings("metadata")),
                ask.limits(),
                idempotency,
                true);
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
        var content = message.text("content", "");
        if (content.isBlank()) {
            throw ApiRefusal.invalid(message.at("content"), "'" + message.at("content") + "' must be a text that is not empty");
        }
        return switch (message.text("role", "")) {
            case "system", "developer" -> new Turn.Instructions(content);
            case "user" -> new Turn.User(List.of(new Part.Text(content)));
            case "assistant" -> new Turn.Assistant(List.of(new Part.Text(content)), List.of(), List.of());
            default -> throw ApiRefusal.invalid(
                    message.at("role"), "'" + message.at("role") + "' must be system, developer, user or assistant");
        };
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
