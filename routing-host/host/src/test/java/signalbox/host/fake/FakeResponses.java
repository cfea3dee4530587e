package signalbox.host.fake;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import signalbox.host.wire.WireJson;
import signalbox.policy.catalogue.Wire;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// OpenAI's Responses API without stored responses. Its model reasons before it acts; what it thought is sealed and good for that
/// model alone. Its call ids are of no use: the same for every call.
///
/// What it refuses is what the reference (`api/reference/resources/responses`) and the guides `reasoning`, `function-calling`,
/// `structured-outputs` and `images-vision` of developers.openai.com say, and what the service answers 400 for.
public record FakeResponses() implements FakeWire {
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_-]{1,64}");
    private static final Pattern REASONS = Pattern.compile("(o\\d|gpt-5).*");
    private static final AtomicLong NEXT = new AtomicLong();

    /// Reference, "create a model response": `unknown_parameter` for any other.
    private static final Set<String> FIELDS = Set.of(
            "model", "input", "store", "include", "tools", "tool_choice", "parallel_tool_calls", "text", "reasoning",
            "max_output_tokens", "temperature", "top_p", "service_tier", "user", "safety_identifier", "prompt_cache_key",
            "prompt_cache_retention", "stream");
    private static final Set<String> INCLUDES = Set.of(
            "reasoning.encrypted_content", "message.output_text.logprobs", "message.input_image.image_url");

    @Override
    public String profile() {
        return "openai-responses";
    }

    @Override
    public Wire wire() {
        return Wire.OPENAI_RESPONSES;
    }

    @Override
    public List<String> faults(String path, String query, Map<String, String> headers) {
        Faults faults = new Faults();
        faults.unless(path.endsWith("/responses"), "404 " + path);
        faults.unless(headers.getOrDefault("authorization", "").equals("Bearer key-of-openai-responses"), "no bearer key");
        return faults.list();
    }

    @Override
    public List<String> faults(ObjectNode request) {
        Faults faults = new Faults();
        faults.onlyFields(request, FIELDS, "request");
        faults.unless(!request.path("model").asString("").isEmpty(), "no model");
        options(request, faults);
        new FakeResponsesInput(request, faults).check();
        tools(request, faults);
        return faults.list();
    }

    private static void options(ObjectNode request, Faults faults) {
        // Reference: "integer below minimum value. Expected a value >= 16".
        faults.unless(request.path("max_output_tokens").asInt(16) >= 16, "max_output_tokens: at least 16");
        String model = request.path("model").asString("");
        if (REASONS.matcher(model).matches()) {
            // Guide "latest model", parameter compatibility: "Unsupported parameter: 'temperature' is not supported with this model".
            faults.unless(!request.has("temperature") && !request.has("top_p"), "temperature: not supported with this model");
        }
        if (model.startsWith("gpt-4")) {
            // Guide "reasoning": for reasoning models only.
            faults.unless(!request.has("reasoning"), "reasoning.effort: not supported with this model");
            faults.unless(request.path("include").isEmpty(), "Encrypted content is not supported with this model");
        }
        request.path("include").forEach(one -> faults.unless(INCLUDES.contains(one.asString("")), "include: " + one));
        JsonNode format = request.at("/text/format");
        if (!format.isMissingNode()) {
            // Guide "structured outputs": name and schema beside the type, not below `json_schema`.
            faults.unless(format.path("type").asString("").equals("json_schema"), "text.format.type");
            faults.name(format.path("name"), NAME, "text.format");
            faults.unless(format.path("schema").isObject(), "text.format.schema: required");
        }
    }

    /// Guide "function calling": functions are flat; with `strict` every property is required and no other allowed.
    private void tools(ObjectNode request, Faults faults) {
        faults.unless(!request.has("tools") || !request.path("tools").isEmpty(), "tools is empty");
        faults.unless(request.has("tools") || !request.has("tool_choice"), "tool_choice without tools");
        JsonNode choice = request.path("tool_choice");
        faults.unless(
                !choice.isObject() || (choice.path("type").asString("").equals("function")
                        && toolNames(request).contains(choice.path("name").asString(""))),
                "tool_choice: no such tool");
        Set<String> names = new HashSet<>();
        int index = 0;
        for (JsonNode tool : request.path("tools")) {
            String place = "tools[" + index++ + "]";
            faults.unless(tool.path("type").asString("").equals("function"), place + ": type");
            faults.unless(!tool.has("function"), place + ": Missing required parameter: '" + place + ".name'");
            faults.name(tool.path("name"), NAME, place);
            faults.unless(names.add(tool.path("name").asString("")), place + ": a name twice");
            JsonNode schema = tool.path("parameters");
            faults.unless(schema.path("type").asString("").equals("object"), place + ".parameters: type must be object");
            for (String key : List.of("oneOf", "anyOf", "allOf", "enum", "not")) {
                faults.unless(!schema.has(key), place + ".parameters: no " + key + " at the top");
            }
            faults.unless(!tool.path("strict").asBoolean(true) || isStrict(schema), place + ": Invalid schema for function");
        }
    }

    private static boolean isStrict(JsonNode schema) {
        Set<String> required = new HashSet<>();
        schema.path("required").forEach(name -> required.add(name.asString("")));
        return required.containsAll(schema.path("properties").propertyNames())
                && !schema.path("additionalProperties").asBoolean(true);
    }

    @Override
    public ObjectNode answer(Said said, String model) {
        ObjectNode body = WireJson.object();
        body.put("id", "resp_1").put("object", "response").put("status", "completed").put("model", model).putNull("error");
        body.putNull("incomplete_details");
        ArrayNode output = body.putArray("output");
        output.addObject()
                .put("type", "reasoning")
                .put("id", "rs_" + NEXT.incrementAndGet())
                .put("status", "completed")
                .put("encrypted_content", "sealed by " + model)
                .putArray("summary");
        if (!said.text().isEmpty()) {
            ObjectNode message = output.addObject().put("type", "message").put("id", "msg_1").put("status", "completed");
            message.put("role", "assistant").put("phase", said.calls().isEmpty() ? "final_answer" : "commentary");
            message.putArray("content").addObject()
                    .put("type", "output_text").put("text", said.text()).putArray("annotations");
        }
        for (Said.Call call : said.calls()) {
            output.addObject()
                    .put("type", "function_call")
                    .put("id", "fc_same")
                    .put("call_id", "call_same")
                    .put("name", call.tool())
                    .put("arguments", WireJson.write(call.arguments()))
                    .put("status", "completed");
        }
        ObjectNode usage = body.putObject("usage");
        usage.put("input_tokens", 100).put("output_tokens", 10).put("total_tokens", 110);
        usage.putObject("input_tokens_details").put("cached_tokens", 40).put("cache_write_tokens", 0);
        usage.putObject("output_tokens_details").put("reasoning_tokens", 3);
        return body;
    }

    @Override
    public ObjectNode error(String message) {
        ObjectNode body = WireJson.object();
        body.putObject("error").put("message", message).put("type", "invalid_request_error").putNull("param").putNull("code");
        return body;
    }

    @Override
    public List<String> lastResults(ObjectNode request) {
        List<String> results = new ArrayList<>();
        for (JsonNode item : request.path("input")) {
            if (item.path("type").asString("").equals("function_call_output")) {
                JsonNode output = item.path("output");
                results.add(output.isString() ? output.stringValue() : output.at("/0/text").asString(""));
            } else {
                results.clear();
            }
        }
        return results;
    }

    @Override
    public List<String> toolNames(ObjectNode request) {
        List<String> names = new ArrayList<>();
        request.path("tools").forEach(tool -> names.add(tool.path("name").asString("")));
        return names;
    }
}
