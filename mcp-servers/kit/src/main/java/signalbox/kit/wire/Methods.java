package signalbox.kit.wire;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import signalbox.kit.desk.CallAnswer;
import signalbox.kit.desk.Completing;
import signalbox.kit.desk.Desks;
import signalbox.kit.desk.Line;
import signalbox.kit.desk.PromptResult;
import signalbox.kit.desk.ReadAnswer;
import signalbox.kit.desk.Visit;
import signalbox.kit.rpc.Refusal;
import signalbox.kit.seal.Seals;
import signalbox.kit.work.Printable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The methods that every revision has, by their names.
public final class Methods {
    private final Desks desks;
    private final Pager pager;
    private final Map<String, Method> byName;

    public Methods(Desks desks, Seals seals, int pageSize) {
        this.desks = desks;
        pager = new Pager(seals, pageSize);
        byName = Map.of(
                "tools/list", (visit, params, _) -> pager.tools(visit, params, desks.tools().list(visit)),
                "tools/call", this::call,
                "resources/list", (visit, params, _) ->
                        pager.entries(visit, params, "resources", desks.resources().list(visit), ContentTree::resource),
                "resources/templates/list", (visit, params, _) -> pager.entries(
                        visit, params, "resourceTemplates", desks.resources().templates(visit), ContentTree::template),
                "resources/read", this::read,
                "prompts/list", (visit, params, _) ->
                        pager.entries(visit, params, "prompts", desks.prompts().list(visit), ContentTree::prompt),
                "prompts/get", this::prompt,
                "completion/complete", this::complete);
    }

    /// Does one thing for one visit.
    @FunctionalInterface
    public interface Method {
        Said of(Visit visit, ObjectNode params, Line line);
    }

    public @Nullable Method named(String name) {
        return byName.get(name);
    }

    public Desks desks() {
        return desks;
    }

    private Said call(Visit visit, ObjectNode params, Line line) {
        return switch (CallParams.of(params, line)) {
            case CallParams.Asked.Badly(var text) -> Said.refused(Refusal.INVALID_PARAMS, text);
            case CallParams.Asked.Well(var call) -> switch (desks.tools().call(visit, call)) {
                case CallAnswer.NotFound(var name, var near) -> notFound("Tool", name, near);
                case CallAnswer.OutOfScope(var scopes) -> new Said.OutOfScope(scopes);
                case CallAnswer.Uncovered(var text) -> Said.refused(Refusal.INVALID_PARAMS, text);
                case CallAnswer.Mismatched(var text) -> new Said.Refused(Refusal.of(400, Refusal.HEADER_MISMATCH, text));
                case CallAnswer.Asking(var questions) -> new Said.Asking(questions);
                case CallAnswer.Answered answer -> new Said.Result(ToolTree.result(answer, visit.behalf() != null));
            };
        };
    }

    private Said read(Visit visit, ObjectNode params, Line line) {
        var uri = params.get("uri");
        if (uri == null || !uri.isString()) {
            return Said.refused(Refusal.INVALID_PARAMS, "'uri' is missing or no string: it names the resource to read.");
        }
        return switch (desks.resources().read(visit, uri.stringValue(), line)) {
            case ReadAnswer.Found(var contents) -> new Said.Result(ContentTree.contents(contents));
            case ReadAnswer.NotFound(var absent) -> new Said.NoResource(absent);
            case ReadAnswer.OutOfScope(var scopes) -> new Said.OutOfScope(scopes);
            case ReadAnswer.Asking(var questions) -> new Said.Asking(questions);
            case ReadAnswer.Failed(var text) -> Said.refused(Refusal.INTERNAL, text);
        };
    }

    private Said prompt(Visit visit, ObjectNode params, Line line) {
        var name = params.get("name");
        var arguments = texts(params.get("arguments"));
        if (name == null || !name.isString()) {
            return Said.refused(Refusal.INVALID_PARAMS, "'name' is missing or no string: it names the prompt.");
        }
        if (arguments == null) {
            return Said.refused(Refusal.INVALID_PARAMS, "'arguments' is an object of strings.");
        }
        return switch (desks.prompts().get(visit, name.stringValue(), arguments, line)) {
            case PromptResult.Made(var messages) -> new Said.Result(ContentTree.messages(messages));
            case PromptResult.NotFound(var absent, var near) -> notFound("Prompt", absent, near);
            case PromptResult.OutOfScope(var scopes) -> new Said.OutOfScope(scopes);
            case PromptResult.Unfit(var text) -> Said.refused(Refusal.INVALID_PARAMS, text);
            case PromptResult.Asking(var questions) -> new Said.Asking(questions);
            case PromptResult.Failed(var text) -> Said.refused(Refusal.INTERNAL, text);
        };
    }

    private Said complete(Visit visit, ObjectNode params, Line line) {
        var argument = params.path("argument");
        var others = texts(params.path("context").get("arguments"));
        if (!argument.path("name").isString() || !argument.path("value").isString() || others == null) {
            return Said.refused(Refusal.INVALID_PARAMS,
                    "'argument' has a name and a value, both strings; 'context' may have 'arguments', an object of strings.");
        }
        var completing = new Completing(
                argument.path("name").stringValue(), argument.path("value").stringValue(), others);
        var ref = params.path("ref");
        var type = ref.path("type").asString("");
        if (type.equals("ref/prompt") && ref.path("name").isString()) {
            var values = desks.prompts().complete(visit, ref.path("name").stringValue(), completing);
            return values == null ? notFound("Prompt", ref.path("name").stringValue(), List.of()) : new Said.Result(ContentTree.completion(values));
        }
        if (type.equals("ref/resource") && ref.path("uri").isString()) {
            return new Said.Result(ContentTree.completion(
                    desks.resources().complete(visit, ref.path("uri").stringValue(), completing)));
        }
        return Said.refused(Refusal.INVALID_PARAMS, "'ref' is {type: ref/prompt, name} or {type: ref/resource, uri}.");
    }

    private static Said notFound(String kind, String name, List<String> near) {
        return Said.refused(Refusal.INVALID_PARAMS, kind + " '" + Printable.of(name) + "' not found"
                + (near.isEmpty() ? "." : ": did you mean " + String.join(", ", near) + "?"));
    }

    private static @Nullable Map<String, String> texts(@Nullable JsonNode object) {
        if (object == null) {
            return Map.of();
        }
        if (!object.isObject()) {
            return null;
        }
        var texts = new HashMap<String, String>();
        for (var entry : List.copyOf(object.properties())) {
            if (!entry.getValue().isString()) {
                return null;
            }
            texts.put(entry.getKey(), entry.getValue().stringValue());
        }
        return texts;
    }
}
