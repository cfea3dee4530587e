package signalbox.kit.protocol;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import signalbox.kit.input.ClientCapability;
import signalbox.kit.input.InputRequest;
import signalbox.kit.input.InputRequired;
import signalbox.source.JsonSchema;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Questions as MCP's requests to a client, and the check of its answers.
public final class InputRequestJson {
    private static final Set<String> ACTIONS = Set.of("accept", "decline", "cancel");

    private InputRequestJson() {}

    /// `{method, params}`.
    public static ObjectNode request(InputRequest question) {
        var tree = JsonNodeFactory.instance.objectNode().put("method", method(question));
        switch (question) {
            case InputRequest.Form(var message, var schema) -> {
                var params = tree.putObject("params").put("mode", "form").put("message", message);
                params.set("requestedSchema", schema);
            }
            case InputRequest.Sampling(var params) -> tree.set("params", params);
            case InputRequest.Roots() -> tree.putObject("params");
        }
        return tree;
    }

    public static ObjectNode requests(InputRequired questions) {
        var tree = JsonNodeFactory.instance.objectNode();
        questions.asked().forEach((key, question) -> tree.set(key, request(question)));
        return tree;
    }

    /// Reads what `request` wrote.
    public static InputRequest read(JsonNode request) {
        var params = request.path("params");
        return switch (request.path("method").asString("")) {
            case "elicitation/create" ->
                new InputRequest.Form(params.path("message").stringValue(), (ObjectNode) params.path("requestedSchema"));
            case "sampling/createMessage" -> new InputRequest.Sampling((ObjectNode) params);
            case "roots/list" -> new InputRequest.Roots();
            default -> throw new IllegalStateException("no request that we wrote: " + request);
        };
    }

    public static String method(InputRequest question) {
        return switch (question) {
            case InputRequest.Form _ -> "elicitation/create";
            case InputRequest.Sampling _ -> "sampling/createMessage";
            case InputRequest.Roots _ -> "roots/list";
        };
    }

    /// The answers to what was asked; null where one is missing or invalid. Answers to anything else are ignored.
    public static @Nullable Map<String, ObjectNode> fitting(InputRequired questions, ObjectNode answers) {
        var given = new TreeMap<String, ObjectNode>();
        for (var asked : questions.asked().entrySet()) {
            if (!(answers.get(asked.getKey()) instanceof ObjectNode answer) || !fits(asked.getValue(), answer)) {
                return null;
            }
            given.put(asked.getKey(), answer);
        }
        return given;
    }

    /// The client capabilities that are needed and were not declared, as MCP writes them; empty where none is missing.
    public static ObjectNode missing(InputRequired questions, Set<ClientCapability> declared) {
        var tree = JsonNodeFactory.instance.objectNode();
        for (var question : questions.asked().values()) {
            if (!declared.contains(question.needs())) {
                var needed = tree.putObject(question.needs().word());
                if (question instanceof InputRequest.Form) {
                    needed.putObject("form");
                }
            }
        }
        return tree;
    }

    private static boolean fits(InputRequest question, ObjectNode answer) {
        return switch (question) {
            case InputRequest.Form(var _, var schema) -> {
                var action = answer.path("action").asString("");
                yield ACTIONS.contains(action)
                        && (!action.equals("accept") || JsonSchema.of(schema).violations(answer.path("content")).isEmpty());
            }
            case InputRequest.Sampling _ -> answer.path("role").isString() && answer.has("content");
            case InputRequest.Roots _ -> answer.path("roots").isArray();
        };
    }
}
