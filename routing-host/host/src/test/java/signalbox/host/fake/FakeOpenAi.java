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

/// Chat Completions as OpenAI, Mistral, DeepSeek and Ollama hold to it. It says `stop` even when it calls, and its call
/// ids are of no use: the same for every call, or none.
public record FakeOpenAi(String profile) implements FakeWire {
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_-]{1,64}");
    private static final Set<String> FIELDS = Set.of(
            "model", "messages", "tools", "tool_choice", "temperature", "top_p", "stop", "response_format",
            "max_tokens", "max_completion_tokens", "reasoning_effort");

    @Override
    public Wire wire() {
        return Wire.OPENAI_CHAT;
    }

    private Pattern ids() {
        return Pattern.compile(profile.equals("mistral") ? "[A-Za-z0-9]{9}" : "[A-Za-z0-9_-]{1,64}");
    }

    @Override
    public List<String> faults(String path, String query, Map<String, String> headers) {
        Faults faults = new Faults();
        faults.unless(path.endsWith("/chat/completions"), "404 " + path);
        faults.unless(headers.getOrDefault("authorization", "").equals("Bearer key-of-" + profile), "no bearer key");
        return faults.list();
    }

    @Override
    public List<String> faults(ObjectNode request) {
        Faults faults = new Faults();
        faults.onlyFields(request, FIELDS, "request");
        faults.unless(!request.path("model").asString("").isEmpty(), "no model");
        faults.unless(!request.path("messages").isEmpty(), "no messages");
        faults.unless(
                !request.has(profile.equals("openai") ? "max_tokens" : "max_completion_tokens"),
                "the other field limits the output here");
        // "Function tools with reasoning_effort are not supported for gpt-5.6-sol in /v1/chat/completions": its default effort counts.
        faults.unless(
                !profile.equals("openai") || !request.path("model").asString("").startsWith("gpt-5.6")
                        || !request.has("tools") || request.path("reasoning_effort").asString("").equals("none"),
                "Function tools with reasoning_effort are not supported in /v1/chat/completions");
        messages(request, faults);
        tools(request, faults);
        return faults.list();
    }

    private void messages(ObjectNode request, Faults faults) {
        Set<String> open = new LinkedHashSet<>();
        Set<String> seen = new HashSet<>();
        String before = "";
        int index = 0;
        for (JsonNode message : request.path("messages")) {
            String place = "messages[" + index + "]";
            String role = message.path("role").asString("");
            faults.unless(open.isEmpty() || role.equals("tool"), place + ": calls " + open + " have no results");
            switch (role) {
                case "system" ->
                    faults.unless(!profile.equals("mistral") || index == 0, place + ": system after the first message");
                case "user" -> faults.unless(
                        !profile.equals("mistral") || !before.equals("tool"),
                        place + ": Unexpected role 'user' after role 'tool'");
                case "assistant" -> assistant(message, place, open, seen, faults);
                case "tool" ->
                    faults.unless(
                            open.remove(message.path("tool_call_id").asString("")) && message.path("content").isString(),
                            place + ": answers no open call");
                default -> faults.unless(false, place + ": role '" + role + "'");
            }
            boolean said = message.path("content").isString() || message.path("content").isArray();
            faults.unless(said || message.has("tool_calls"), place + ": content is null");
            before = role;
            index++;
        }
        faults.unless(open.isEmpty(), "calls " + open + " have no results");
        faults.unless(!profile.equals("mistral") || !before.equals("assistant"), "last role must be user or tool");
    }

    private void assistant(JsonNode message, String place, Set<String> open, Set<String> seen, Faults faults) {
        boolean reasons = !message.path("reasoning_content").asString("").isEmpty();
        faults.unless(reasons == profile.equals("deepseek"), place + ": reasoning_content must be passed back, or not known");
        faults.unless(!message.path("content").asString("").contains("<think>"), place + ": another's thinking");
        faults.unless(!message.has("tool_calls") || !message.path("tool_calls").isEmpty(), place + ": empty tool_calls");
        for (JsonNode call : message.path("tool_calls")) {
            String id = call.path("id").asString("");
            faults.unless(ids().matcher(id).matches(), place + ": bad id '" + id + "'");
            faults.unless(seen.add(id), place + ": id '" + id + "' twice");
            open.add(id);
            faults.unless(call.path("type").asString("").equals("function"), place + ": a call without type");
            faults.name(call.at("/function/name"), NAME, place);
            JsonNode arguments = WireJson.read(call.at("/function/arguments").asString(""));
            faults.unless(arguments != null && arguments.isObject(), place + ": arguments are no JSON object");
        }
    }

    private void tools(ObjectNode request, Faults faults) {
        faults.unless(!request.has("tools") || !request.path("tools").isEmpty(), "tools is empty");
        faults.unless(request.has("tools") || !request.has("tool_choice"), "tool_choice without tools");
        faults.unless(
                !request.path("tool_choice").isObject()
                        || toolNames(request).contains(request.at("/tool_choice/function/name").asString("")),
                "tool_choice: no such tool");
        Set<String> names = new HashSet<>();
        for (JsonNode tool : request.path("tools")) {
            JsonNode function = tool.path("function");
            faults.unless(tool.path("type").asString("").equals("function"), "a tool without type");
            faults.name(function.path("name"), NAME, "tools");
            faults.unless(names.add(function.path("name").asString("")), "a tool name twice");
            JsonNode schema = function.path("parameters");
            faults.unless(schema.path("type").asString("").equals("object"), "parameters: type must be object");
            for (String key : List.of("oneOf", "anyOf", "allOf", "enum", "not")) {
                faults.unless(!schema.has(key), "parameters: no " + key + " at the top");
            }
        }
    }

    @Override
    public ObjectNode answer(Said said, String model) {
        ObjectNode body = WireJson.object();
        body.put("id", "chatcmpl-1").put("object", "chat.completion").put("created", 1).put("model", model);
        ObjectNode choice = body.putArray("choices").addObject().put("index", 0);
        ObjectNode message = choice.putObject("message").put("role", "assistant");
        message.put("content", said.text().isEmpty() ? null : "<think>mine alone</think>" + said.text());
        if (profile.equals("deepseek")) {
            message.put("reasoning_content", "why I did so");
        }
        if (!said.calls().isEmpty()) {
            ArrayNode calls = message.putArray("tool_calls");
            for (Said.Call call : said.calls()) {
                ObjectNode node = calls.addObject().put("type", "function");
                node.put("id", profile.equals("ollama") ? "" : profile.equals("mistral") ? "aaaaaaaaa" : "call_0");
                node.putObject("function")
                        .put("name", call.tool())
                        .put("arguments", WireJson.write(call.arguments()));
            }
        }
        choice.put("finish_reason", "stop");
        ObjectNode usage = body.putObject("usage");
        usage.put("prompt_tokens", 100).put("completion_tokens", 10).put("total_tokens", 110);
        usage.putObject("prompt_tokens_details").put("cached_tokens", 40);
        return body;
    }

    @Override
    public ObjectNode error(String message) {
        ObjectNode body = WireJson.object();
        body.putObject("error").put("message", message).put("type", "invalid_request_error").putNull("param");
        return body;
    }

    @Override
    public List<String> lastResults(ObjectNode request) {
        List<String> results = new ArrayList<>();
        for (JsonNode message : request.path("messages")) {
            if (message.path("role").asString("").equals("tool")) {
                results.add(message.path("content").asString(""));
            } else {
                results.clear();
            }
        }
        return results;
    }

    @Override
    public List<String> toolNames(ObjectNode request) {
        List<String> names = new ArrayList<>();
        request.path("tools").forEach(tool -> names.add(tool.at("/function/name").asString("")));
        return names;
    }
}
