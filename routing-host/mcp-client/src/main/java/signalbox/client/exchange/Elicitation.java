package signalbox.client.exchange;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import signalbox.http.client.Deadline;
import signalbox.source.JsonSchema;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// The params of an `elicitation/create` request and the result it gets. Both eras have the same.
public final class Elicitation {
    public static final String METHOD = "elicitation/create";

    private static final int LONGEST_MESSAGE = 4_000;
    private static final int LONGEST_ADDRESS = 4_000;
    private static final int LARGEST_SCHEMA = 64_000;
    private static final Set<String> PLAIN = Set.of("string", "number", "integer", "boolean", "array");

    private Elicitation() {}

    /// What is declared of the client where it can be asked.
    public static ObjectNode capability() {
        var capability = JsonNodeFactory.instance.objectNode();
        capability.putObject("form");
        capability.putObject("url");
        return capability;
    }

    /// Asks whoever answers. A question that makes no sense is cancelled, and so is an answer that does not fit: the
    /// server never gets what it did not ask for.
    public static ObjectNode result(JsonNode params, Respondent respondent, Deadline deadline) {
        var question = question(params);
        if (question == null) {
            return json("cancel");
        }
        return switch (respondent.answer(question, deadline)) {
            case Reply.Decline _ -> json("decline");
            case Reply.Cancel _ -> json("cancel");
            case Reply.Accept(var content) -> switch (question) {
                case Question.Visit _ -> json("accept");
                case Question.Form form -> accepted(form, content);
            };
        };
    }

    /// The content with the defaults of what it leaves out.
    public static ObjectNode completed(Question.Form form, ObjectNode content) {
        var whole = content.deepCopy();
        form.schema().path("properties").forEachEntry((name, property) -> {
            if (!whole.has(name) && property.has("default")) {
                whole.set(name, property.get("default").deepCopy());
            }
        });
        return whole;
    }

    private static ObjectNode accepted(Question.Form form, ObjectNode content) {
        var whole = completed(form, content);
        if (!JsonSchema.of(form.schema()).violations(whole).isEmpty()) {
            return json("cancel");
        }
        var result = json("accept");
        result.set("content", whole);
        return result;
    }

    private static @Nullable Question question(JsonNode params) {
        var said = params.path("message").asString("");
        var message = said.length() <= LONGEST_MESSAGE ? said : said.substring(0, LONGEST_MESSAGE);
        return switch (params.path("mode").asString("form")) {
            case "form" -> params.path("requestedSchema") instanceof ObjectNode schema && isPlain(schema)
                    ? new Question.Form(message, schema)
                    : null;
            case "url" -> visit(message, params.path("url").asString(""));
            default -> null;
        };
    }

    /// Only http and https are ever shown to a person to open.
    private static @Nullable Question visit(String message, String url) {
        try {
            var uri = new URI(url);
            boolean web = "https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme());
            return web && uri.getHost() != null && url.length() <= LONGEST_ADDRESS ? new Question.Visit(message, uri) : null;
        } catch (URISyntaxException _) {
            return null;
        }
    }

    private static boolean isPlain(ObjectNode schema) {
        if (!schema.path("type").asString("").equals("object")
                || schema.toString().length() > LARGEST_SCHEMA
                || !JsonSchema.faults(schema).isEmpty()) {
            return false;
        }
        return schema.path("properties").valueStream()
                .allMatch(property -> PLAIN.contains(property.path("type").asString("")));
    }

    private static ObjectNode json(String action) {
        return JsonNodeFactory.instance.objectNode().put("action", action);
    }
}
