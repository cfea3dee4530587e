package signalbox.kit.protocol;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import signalbox.kit.call.CallToolResult;
import signalbox.kit.content.Printable;
import signalbox.kit.endpoint.CallContext;
import signalbox.kit.feature.Completion;
import signalbox.kit.feature.Features;
import signalbox.kit.feature.GetPromptResult;
import signalbox.kit.feature.ReadResourceResult;
import signalbox.kit.rpc.Refusal;
import signalbox.kit.seal.Seals;
import signalbox.kit.telemetry.ToolTelemetry;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The methods that every revision of the protocol has, by name.
public final class Methods {
    private final Features features;
    private final Pagination pagination;
    private final Map<String, Method> byName;

    public Methods(Features features, Seals seals, int pageSize, ToolTelemetry telemetry) {
        this.features = features;
        pagination = new Pagination(seals, pageSize);
        var methods = Map.<String, Method>of(
                "tools/list", (context, params) -> pagination.tools(context.caller(), params, features.tools().list(context.caller())),
                "tools/call", this::call,
                "resources/list", (context, params) ->
                        pagination.entries(context.caller(), params, "resources", features.resources().list(context.caller()), ResourceJson::resource),
                "resources/templates/list", (context, params) -> pagination.entries(
                        context.caller(), params, "resourceTemplates", features.resources().templates(context.caller()), ResourceJson::template),
                "resources/read", this::read,
                "prompts/list", (context, params) ->
                        pagination.entries(context.caller(), params, "prompts", features.prompts().list(context.caller()), ResourceJson::prompt),
                "prompts/get", this::prompt,
                "completion/complete", this::complete);
        byName = new HashMap<>();
        methods.forEach((name, method) -> byName.put(name, new MeasuredMethod(name, method, features.tools(), telemetry)));
    }

    /// One method of the protocol.
    @FunctionalInterface
    public interface Method {
        MethodResult of(CallContext context, ObjectNode params);
    }

    public @Nullable Method named(String name) {
        return byName.get(name);
    }

    public Features features() {
        return features;
    }

    private MethodResult call(CallContext context, ObjectNode params) {
        return switch (CallParams.of(params)) {
            case CallParams.Parsed.Invalid(var text) -> MethodResult.refused(Refusal.INVALID_PARAMS, text);
            case CallParams.Parsed.Valid(var request) -> switch (features.tools().call(context, request)) {
                case CallToolResult.NotFound(var name, var near) -> notFound("Tool", name, near);
                case CallToolResult.OutOfScope(var scopes) -> new MethodResult.OutOfScope(scopes);
                case CallToolResult.Uncovered(var text) -> MethodResult.refused(Refusal.INVALID_PARAMS, text);
                case CallToolResult.Mismatched(var text) -> new MethodResult.Refused(Refusal.of(400, Refusal.HEADER_MISMATCH, text));
                case CallToolResult.Asking(var questions) -> new MethodResult.Asking(questions);
                case CallToolResult.Answered answer -> new MethodResult.Result(ToolJson.result(answer, context.caller().delegation() != null));
            };
        };
    }

    private MethodResult read(CallContext context, ObjectNode params) {
        var uri = params.get("uri");
        if (uri == null || !uri.isString()) {
            return MethodResult.refused(Refusal.INVALID_PARAMS, "'uri' is missing or not a string: it names the resource to read.");
        }
        return switch (features.resources().read(context, uri.stringValue())) {
            case ReadResourceResult.Found(var contents) -> new MethodResult.Result(ResourceJson.contents(contents));
            case ReadResourceResult.NotFound(var absent) -> new MethodResult.NoResource(absent);
            case ReadResourceResult.OutOfScope(var scopes) -> new MethodResult.OutOfScope(scopes);
            case ReadResourceResult.Asking(var questions) -> new MethodResult.Asking(questions);
            case ReadResourceResult.Failed(var text) -> MethodResult.refused(Refusal.INTERNAL, text);
        };
    }

    private MethodResult prompt(CallContext context, ObjectNode params) {
        var name = params.get("name");
        var arguments = texts(params.get("arguments"));
        if (name == null || !name.isString()) {
            return MethodResult.refused(Refusal.INVALID_PARAMS, "'name' is missing or not a string: it names the prompt.");
        }
        if (arguments == null) {
            return MethodResult.refused(Refusal.INVALID_PARAMS, "'arguments' must be an object of strings.");
        }
        return switch (features.prompts().get(context, name.stringValue(), arguments)) {
            case GetPromptResult.Made(var messages) -> new MethodResult.Result(ResourceJson.messages(messages));
            case GetPromptResult.NotFound(var absent, var near) -> notFound("Prompt", absent, near);
            case GetPromptResult.OutOfScope(var scopes) -> new MethodResult.OutOfScope(scopes);
            case GetPromptResult.Unfit(var text) -> MethodResult.refused(Refusal.INVALID_PARAMS, text);
            case GetPromptResult.Asking(var questions) -> new MethodResult.Asking(questions);
            case GetPromptResult.Failed(var text) -> MethodResult.refused(Refusal.INTERNAL, text);
        };
    }

    private MethodResult complete(CallContext context, ObjectNode params) {
        var argument = params.path("argument");
        var others = texts(params.path("context").get("arguments"));
        if (!argument.path("name").isString() || !argument.path("value").isString() || others == null) {
            return MethodResult.refused(Refusal.INVALID_PARAMS,
                    "'argument' has a name and a value, both strings; 'context' may have 'arguments', an object of strings.");
        }
        var completing = new Completion(
                argument.path("name").stringValue(), argument.path("value").stringValue(), others);
        var ref = params.path("ref");
        var type = ref.path("type").asString("");
        if (type.equals("ref/prompt") && ref.path("name").isString()) {
            var values = features.prompts().complete(context.caller(), ref.path("name").stringValue(), completing);
            return values == null ? notFound("Prompt", ref.path("name").stringValue(), List.of()) : new MethodResult.Result(ResourceJson.completion(values));
        }
        if (type.equals("ref/resource") && ref.path("uri").isString()) {
            return new MethodResult.Result(ResourceJson.completion(
                    features.resources().complete(context.caller(), ref.path("uri").stringValue(), completing)));
        }
        return MethodResult.refused(Refusal.INVALID_PARAMS, "'ref' is {type: ref/prompt, name} or {type: ref/resource, uri}.");
    }

    private static MethodResult notFound(String kind, String name, List<String> near) {
        return MethodResult.refused(Refusal.INVALID_PARAMS, kind + " '" + Printable.of(name) + "' not found"
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
