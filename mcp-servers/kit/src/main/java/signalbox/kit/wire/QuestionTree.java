package signalbox.kit.wire;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import signalbox.kit.ask.Capability;
import signalbox.kit.ask.Question;
import signalbox.kit.ask.Questions;
import signalbox.source.JsonSchema;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Questions as MCP writes requests to a client, and whether an answer is one.
public final class QuestionTree {
    private static final Set<String> ACTIONS = Set.of("accept", "decline", "cancel");

    private QuestionTree() {}

    /// `{method, params}`.
    public static ObjectNode request(Question question) {
        var tree = JsonNodeFactory.instance.objectNode().put("method", method(question));
        switch (question) {
            case Question.Form(var message, var schema) -> {
                var params = tree.putObject("params").put("mode", "form").put("message", message);
                params.set("requestedSchema", schema);
            }
            case Question.Sampling(var params) -> tree.set("params", params);
            case Question.Roots() -> tree.putObject("params");
        }
        return tree;
    }

    public static ObjectNode requests(Questions questions) {
        var tree = JsonNodeFactory.instance.objectNode();
        questions.asked().forEach((key, question) -> tree.set(key, request(question)));
        return tree;
    }

    /// Reads what `request` wrote.
    public static Question read(JsonNode request) {
        var params = request.path("params");
        return switch (request.path("method").asString("")) {
            case "elicitation/create" ->
                new Question.Form(params.path("message").stringValue(), (ObjectNode) params.path("requestedSchema"));
            case "sampling/createMessage" -> new Question.Sampling((ObjectNode) params);
            case "roots/list" -> new Question.Roots();
            default -> throw new IllegalStateException("no request that we wrote: " + request);
        };
    }

    public static String method(Question question) {
        return switch (question) {
            case Question.Form _ -> "elicitation/create";
            case Question.Sampling _ -> "sampling/createMessage";
            case Question.Roots _ -> "roots/list";
        };
    }

    /// The answers that answer what was asked; null where one is missing or is none. What was not asked is passed over.
    public static @Nullable Map<String, ObjectNode> fitting(Questions questions, ObjectNode answers) {
        var given = new TreeMap<String, ObjectNode>();
        for (var asked : questions.asked().entrySet()) {
            if (!(answers.get(asked.getKey()) instanceof ObjectNode answer) || !fits(asked.getValue(), answer)) {
                return null;
            }
            given.put(asked.getKey(), answer);
        }
        return given;
    }

    /// What the client must be able to do and has not declared, as MCP's client capabilities; empty where nothing is.
    public static ObjectNode missing(Questions questions, Set<Capability> declared) {
        var tree = JsonNodeFactory.instance.objectNode();
        for (var question : questions.asked().values()) {
            if (!declared.contains(question.needs())) {
                var needed = tree.putObject(question.needs().word());
                if (question instanceof Question.Form) {
                    needed.putObject("form");
                }
            }
        }
        return tree;
    }

    private static boolean fits(Question question, ObjectNode answer) {
        return switch (question) {
            case Question.Form(var _, var schema) -> {
                var action = answer.path("action").asString("");
                yield ACTIONS.contains(action)
                        && (!action.equals("accept") || JsonSchema.of(schema).violations(answer.path("content")).isEmpty());
            }
            case Question.Sampling _ -> answer.path("role").isString() && answer.has("content");
            case Question.Roots _ -> answer.path("roots").isArray();
        };
    }
}
