package signalbox.host.fake;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import signalbox.host.wire.WireJson;
import signalbox.policy.catalogue.Wire;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// `generateContent` of a version 3 model: it gives no call ids, signs its first call, and demands a signature on the
/// first call of every model content.
public record FakeGemini(String profile) implements FakeWire {
    private static final Pattern NAME = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_.:-]{0,63}");
    private static final String SKIP = "skip_thought_signature_validator";
    private static final Set<String> FIELDS =
            Set.of("systemInstruction", "contents", "tools", "toolConfig", "generationConfig");
    private static final Set<String> KEYWORDS = Set.of(
            "type", "format", "title", "description", "enum", "items", "prefixItems", "minItems", "maxItems", "minimum",
            "maximum", "anyOf", "oneOf", "properties", "additionalProperties", "required", "propertyOrdering");

    @Override
    public Wire wire() {
        return Wire.GEMINI;
    }

    @Override
    public List<String> faults(String path, String query, Map<String, String> headers) {
        Faults faults = new Faults();
        faults.unless(path.matches(".*/models/[^/]+:generateContent"), "404 " + path);
        faults.unless(query.isEmpty(), "a key in the address");
        String key = profile.equals("vertex")
                ? headers.getOrDefault("authorization", "").replace("Bearer ", "")
                : headers.getOrDefault("x-goog-api-key", "");
        faults.unless(key.equals("key-of-" + profile), "no key");
        return faults.list();
    }

    @Override
    public List<String> faults(ObjectNode request) {
        Faults faults = new Faults();
        faults.onlyFields(request, FIELDS, "request");
        faults.unless(
                !request.has("systemInstruction")
                        || !request.at("/systemInstruction/parts/0/text").asString("").isBlank(),
                "systemInstruction is blank");
        JsonNode contents = request.path("contents");
        faults.unless(!contents.isEmpty(), "contents is not specified");
        for (int i = 0; i < contents.size(); i++) {
            content(contents, i, faults);
        }
        faults.unless(
                contents.path(contents.size() - 1).path("role").asString("").equals("user"), "must end with a user turn");
        tools(request, faults);
        return faults.list();
    }

    private void content(JsonNode contents, int index, Faults faults) {
        String place = "contents[" + index + "]";
        JsonNode content = contents.get(index);
        String role = content.path("role").asString("");
        faults.unless(role.equals(index % 2 == 0 ? "user" : "model"), place + ": user and model in turn");
        faults.unless(!content.path("parts").isEmpty(), place + ": must include at least one parts field");
        for (JsonNode part : content.path("parts")) {
            int data = (part.has("text") ? 1 : 0) + (part.has("inlineData") ? 1 : 0)
                    + (part.has("functionCall") ? 1 : 0) + (part.has("functionResponse") ? 1 : 0);
            faults.unless(data == 1, place + ": required oneof field 'data' must have one initialized field");
            String text = part.path("text").asString("x");
            faults.unless(!text.isBlank() && !text.contains("<think>"), place + ": bad text");
        }
        List<JsonNode> calls = parts(content, "functionCall");
        List<JsonNode> responses = parts(contents.path(index + 1), "functionResponse");
        faults.unless(
                calls.size() == responses.size()
                        && (calls.isEmpty() || responses.size() == contents.path(index + 1).path("parts").size()),
                place + ": the number of function response parts must equal the number of function call parts");
        for (int i = 0; i < Math.min(calls.size(), responses.size()); i++) {
            JsonNode call = calls.get(i);
            JsonNode response = responses.get(i);
            faults.name(call.path("name"), NAME, place);
            faults.unless(call.path("args").isObject(), place + ": args");
            faults.unless(call.path("name").equals(response.path("name")), place + ": names differ");
            faults.unless(call.path("id").equals(response.path("id")), place + ": id mismatch during tool call");
            faults.unless(!profile.equals("vertex") || !call.has("id"), place + ": unknown name \"id\"");
            faults.unless(response.path("response").isObject(), place + ": response must be an object");
        }
        signed(content, place, faults);
    }

    private void signed(JsonNode content, String place, Faults faults) {
        boolean first = true;
        for (JsonNode part : content.path("parts")) {
            String signature = part.path("thoughtSignature").asString("");
            if (part.has("functionCall") && first) {
                faults.unless(!signature.isEmpty(), place + ": function call is missing a thought_signature");
                first = false;
            }
            boolean known = signature.isEmpty() || signature.equals(SKIP) || signature.equals("signed by " + profile);
            faults.unless(known, place + ": Thought signature is not valid");
        }
    }

    private static List<JsonNode> parts(JsonNode content, String kind) {
        List<JsonNode> found = new ArrayList<>();
        for (JsonNode part : content.path("parts")) {
            if (part.has(kind)) {
                found.add(part.get(kind));
            }
        }
        return found;
    }

    private void tools(ObjectNode request, Faults faults) {
        for (JsonNode name : request.at("/toolConfig/functionCallingConfig/allowedFunctionNames")) {
            faults.unless(toolNames(request).contains(name.asString("")), "allowedFunctionNames: no such function");
        }
        faults.unless(!request.has("tools") || !request.at("/tools/0/functionDeclarations").isEmpty(), "empty tools");
        faults.unless(request.has("tools") || !request.has("toolConfig"), "toolConfig without tools");
        Set<String> names = new HashSet<>();
        for (JsonNode declaration : request.at("/tools/0/functionDeclarations")) {
            faults.name(declaration.path("name"), NAME, "tools");
            faults.unless(names.add(declaration.path("name").asString("")), "Duplicate function declaration");
            faults.unless(!declaration.has("parameters"), "parameters: only parametersJsonSchema is played here");
            JsonNode schema = declaration.path("parametersJsonSchema");
            faults.keywords(schema, KEYWORDS, "parametersJsonSchema");
            faults.unless(
                    schema.isMissingNode() || schema.path("type").asString("").equals("object"),
                    "parametersJsonSchema: type must be object");
        }
    }

    @Override
    public ObjectNode answer(Said said, String model) {
        ObjectNode body = WireJson.object();
        ObjectNode candidate = body.putArray("candidates").addObject();
        ArrayNode parts = candidate.putObject("content").put("role", "model").putArray("parts");
        parts.addObject().put("text", "mine alone").put("thought", true);
        if (!said.text().isEmpty()) {
            parts.addObject().put("text", said.text());
        }
        boolean first = true;
        for (Said.Call call : said.calls()) {
            ObjectNode part = parts.addObject();
            part.putObject("functionCall").put("name", call.tool()).set("args", call.arguments());
            if (first) {
                part.put("thoughtSignature", "signed by " + profile);
                first = false;
            }
        }
        candidate.put("finishReason", "STOP").put("index", 0);
        body.putObject("usageMetadata")
                .put("promptTokenCount", 100)
                .put("cachedContentTokenCount", 40)
                .put("candidatesTokenCount", 7)
                .put("thoughtsTokenCount", 3)
                .put("totalTokenCount", 110);
        return body;
    }

    @Override
    public ObjectNode error(String message) {
        ObjectNode body = WireJson.object();
        body.putObject("error").put("code", 400).put("message", message).put("status", "INVALID_ARGUMENT");
        return body;
    }

    @Override
    public List<String> lastResults(ObjectNode request) {
        List<String> results = new ArrayList<>();
        JsonNode contents = request.path("contents");
        for (JsonNode response : parts(contents.path(contents.size() - 1), "functionResponse")) {
            JsonNode said = response.path("response");
            results.add(said.path(said.has("error") ? "error" : "output").asString(""));
        }
        return results;
    }

    @Override
    public List<String> toolNames(ObjectNode request) {
        List<String> names = new ArrayList<>();
        request.at("/tools/0/functionDeclarations")
                .forEach(declaration -> names.add(declaration.path("name").asString("")));
        return names;
    }
}
