package signalbox.host.fake;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import signalbox.host.wire.WireJson;
import signalbox.policy.catalogue.Wire;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The Messages API. Its model thinks before it calls, and its signatures are good for that model alone.
public record FakeAnthropic() implements FakeWire {
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_-]{1,128}");
    private static final Pattern ID = Pattern.compile("[a-zA-Z0-9_-]+");
    private static final Set<String> FIELDS = Set.of(
            "model", "max_tokens", "system", "messages", "tools", "tool_choice", "temperature", "top_p",
            "stop_sequences", "output_config");

    @Override
    public String profile() {
        return "anthropic";
    }

    @Override
    public Wire wire() {
        return Wire.ANTHROPIC_MESSAGES;
    }

    @Override
    public List<String> faults(String path, String query, Map<String, String> headers) {
        Faults faults = new Faults();
        faults.unless(path.endsWith("/messages"), "404 " + path);
        faults.unless(headers.getOrDefault("anthropic-version", "").equals("2023-06-01"), "anthropic-version: required");
        faults.unless(headers.getOrDefault("x-api-key", "").equals("key-of-anthropic"), "no x-api-key");
        faults.unless(!headers.containsKey("authorization"), "a bearer key beside x-api-key");
        return faults.list();
    }

    @Override
    public List<String> faults(ObjectNode request) {
        Faults faults = new Faults();
        faults.onlyFields(request, FIELDS, "request");
        faults.unless(request.path("max_tokens").asInt(0) > 0, "max_tokens: required");
        faults.unless(!request.has("system") || !request.path("system").asString("").isBlank(), "system is blank");
        faults.unless(!(request.has("temperature") && request.has("top_p")), "temperature and top_p cannot both be set");
        Set<String> declared = new HashSet<>(toolNames(request));
        messages(request, declared, faults);
        tools(request, faults);
        return faults.list();
    }

    private void messages(ObjectNode request, Set<String> declared, Faults faults) {
        JsonNode messages = request.path("messages");
        faults.unless(!messages.isEmpty(), "messages: at least one");
        Set<String> open = new LinkedHashSet<>();
        Set<String> seen = new HashSet<>();
        String model = request.path("model").asString("");
        for (int i = 0; i < messages.size(); i++) {
            String place = "messages[" + i + "]";
            JsonNode message = messages.get(i);
            String role = message.path("role").asString("");
            faults.unless(role.equals(i % 2 == 0 ? "user" : "assistant"), place + ": roles must alternate from user");
            faults.unless(message.path("content").isArray() && !message.path("content").isEmpty(), place + ": empty content");
            if (role.equals("user")) {
                user(message, place, open, faults);
            } else {
                assistant(message, place, model, faults);
                for (JsonNode block : message.path("content")) {
                    if (block.path("type").asString("").equals("tool_use")) {
                        String id = block.path("id").asString("");
                        faults.unless(ID.matcher(id).matches() && seen.add(id), place + ": bad or repeated id '" + id + "'");
                        open.add(id);
                        faults.unless(
                                declared.contains(block.path("name").asString("")),
                                place + ": requests with tool_use blocks must define tools");
                    }
                }
            }
        }
        faults.unless(open.isEmpty(), "tool_use ids " + open + " without tool_result blocks after");
        faults.unless(messages.size() % 2 == 1, "the conversation must end with a user message");
    }

    private static void user(JsonNode message, String place, Set<String> open, Faults faults) {
        boolean textSeen = false;
        for (JsonNode block : message.path("content")) {
            switch (block.path("type").asString("")) {
                case "text" -> {
                    textSeen = true;
                    faults.unless(!block.path("text").asString("").isBlank(), place + ": text must be non-empty");
                }
                case "image" -> textSeen = true;
                case "tool_result" -> {
                    faults.unless(!textSeen, place + ": tool_result after text");
                    faults.unless(
                            open.remove(block.path("tool_use_id").asString("")),
                            place + ": unexpected tool_use_id in tool_result");
                    block.path("content").forEach(inner -> faults.unless(
                            !inner.has("text") || !inner.path("text").asString("").isBlank(),
                            place + ": text must be non-empty"));
                }
                default -> faults.unless(false, place + ": block type");
            }
        }
        faults.unless(open.isEmpty(), place + ": tool_use ids " + open + " without tool_result blocks");
    }

    private static void assistant(JsonNode message, String place, String model, Faults faults) {
        boolean othersSeen = false;
        for (JsonNode block : message.path("content")) {
            switch (block.path("type").asString("")) {
                case "text" -> {
                    othersSeen = true;
                    String text = block.path("text").asString("");
                    faults.unless(!text.isBlank() && !text.contains("<think>"), place + ": bad text '" + text + "'");
                }
                case "tool_use" -> {
                    othersSeen = true;
                    faults.unless(block.path("input").isObject(), place + ": input must be an object");
                    faults.name(block.path("name"), NAME, place);
                }
                case "thinking" -> {
                    faults.unless(!othersSeen, place + ": thinking must come first");
                    faults.unless(
                            block.path("signature").asString("").equals("signed by " + model),
                            place + ": Invalid signature in thinking block");
                }
                default -> faults.unless(false, place + ": block type");
            }
        }
    }

    private void tools(ObjectNode request, Faults faults) {
        faults.unless(request.has("tools") || !request.has("tool_choice"), "tool_choice without tools");
        faults.unless(
                !request.at("/tool_choice").has("name")
                        || toolNames(request).contains(request.at("/tool_choice/name").asString("")),
                "tool_choice: no such tool");
        Set<String> names = new HashSet<>();
        for (JsonNode tool : request.path("tools")) {
            faults.name(tool.path("name"), NAME, "tools");
            faults.unless(names.add(tool.path("name").asString("")), "tools: names must be unique");
            JsonNode schema = tool.path("input_schema");
            faults.unless(schema.path("type").asString("").equals("object"), "input_schema.type must be object");
            for (String key : List.of("oneOf", "anyOf", "allOf")) {
                faults.unless(!schema.has(key), "input_schema: no " + key + " at the top");
            }
        }
    }

    @Override
    public ObjectNode answer(Said said, String model) {
        ObjectNode body = WireJson.object();
        body.put("id", "msg_1").put("type", "message").put("role", "assistant").put("model", model);
        ArrayNode content = body.putArray("content");
        content.addObject()
                .put("type", "thinking")
                .put("thinking", "mine alone")
                .put("signature", "signed by " + model);
        if (!said.text().isEmpty()) {
            content.addObject().put("type", "text").put("text", said.text());
        }
        for (Said.Call call : said.calls()) {
            content.addObject()
                    .put("type", "tool_use")
                    .put("id", "toolu_same")
                    .put("name", call.tool())
                    .set("input", call.arguments());
        }
        body.put("stop_reason", said.calls().isEmpty() ? "end_turn" : "tool_use").putNull("stop_sequence");
        body.putObject("usage")
                .put("input_tokens", 60)
                .put("cache_read_input_tokens", 40)
                .put("cache_creation_input_tokens", 0)
                .put("output_tokens", 10);
        return body;
    }

    @Override
    public ObjectNode error(String message) {
        ObjectNode body = WireJson.object().put("type", "error");
        body.putObject("error").put("type", "invalid_request_error").put("message", message);
        return body;
    }

    @Override
    public List<String> lastResults(ObjectNode request) {
        List<String> results = new ArrayList<>();
        JsonNode messages = request.path("messages");
        for (JsonNode block : messages.path(messages.size() - 1).path("content")) {
            if (block.path("type").asString("").equals("tool_result")) {
                results.add(block.at("/content/0/text").asString(""));
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
