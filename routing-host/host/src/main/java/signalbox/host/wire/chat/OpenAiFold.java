package signalbox.host.wire.chat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import signalbox.host.wire.AnswerFold;
import signalbox.host.wire.WireJson;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The `chat.completion.chunk` objects of one answer, folded into its `chat.completion`.
///
/// Compatible servers differ: some give every call the index 0 and an id of its own, some send arguments as an object, some
/// write content as a list of parts.
final class OpenAiFold implements AnswerFold {
    /// However small it is, it has builders and objects of its own.
    private static final int OF_A_CALL = 50;

    private final ObjectNode body = WireJson.object();
    private final ObjectNode message = WireJson.object();
    private final StringBuilder content = new StringBuilder();
    private final StringBuilder refusal = new StringBuilder();
    private final StringBuilder reasoning = new StringBuilder();
    private final List<Call> calls = new ArrayList<>();
    private final Map<Integer, Call> last = new HashMap<>();
    private final ObjectNode choice;
    private long values;

    private record Call(ObjectNode node, StringBuilder arguments) {}

    OpenAiFold() {
        choice = body.putArray("choices").addObject();
    }

    @Override
    public String next(JsonNode event) {
        if (event.hasNonNull("error")) {
            body.set("error", event.get("error"));
            return "";
        }
        if (!event.path("model").asString("").isEmpty()) {
            body.set("model", event.get("model"));
        }
        if (event.path("usage").isObject()) {
            body.set("usage", event.get("usage"));
        }
        for (JsonNode each : event.path("choices")) {
            if (each.path("index").asInt(0) == 0) {
                return choice(each);
            }
        }
        return "";
    }

    @Override
    public boolean isComplete() {
        return body.has("error") || choice.has("finish_reason") || choice.has("error");
    }

    @Override
    public long values() {
        return values;
    }

    @Override
    public ObjectNode body() {
        message.put("content", content.toString());
        message.put("refusal", refusal.toString());
        message.put("reasoning_content", reasoning.toString());
        if (!calls.isEmpty()) {
            var all = message.putArray("tool_calls");
            calls.forEach(call -> {
                call.node.withObject("/function").put("arguments", call.arguments.toString());
                all.add(call.node);
            });
        }
        choice.set("message", message);
        return body;
    }

    private String choice(JsonNode each) {
        for (var key : List.of("error", "finish_reason")) {
            if (each.hasNonNull(key)) {
                choice.set(key, each.get(key));
            }
        }
        JsonNode delta = each.path("delta");
        refusal.append(delta.path("refusal").asString(""));
        reasoning.append(delta.path("reasoning_content").asString(""));
        delta.path("tool_calls").forEach(this::call);
        String text = text(delta.path("content"));
        content.append(text);
        return text;
    }

    private static String text(JsonNode content) {
        if (content.isString()) {
            return content.stringValue();
        }
        var text = new StringBuilder();
        for (JsonNode part : content) {
            if (part.path("type").asString("").equals("text")) {
                text.append(part.path("text").asString(""));
            }
        }
        return text.toString();
    }

    private void call(JsonNode delta) {
        Call call = find(delta);
        for (var key : List.of("id", "type", "extra_content")) {
            if (delta.hasNonNull(key)) {
                call.node.set(key, delta.get(key));
                values += WireJson.values(delta.get(key));
            }
        }
        String name = delta.at("/function/name").asString("");
        if (!name.isEmpty()) {
            call.node.withObject("/function").put("name", name);
        }
        JsonNode arguments = delta.at("/function/arguments");
        String written = arguments.isObject() ? WireJson.write(arguments) : arguments.asString("");
        call.arguments.append(written);
        values += WireJson.mostValues(written);
    }

    private Call find(JsonNode delta) {
        int index = delta.path("index").asInt(0);
        String id = delta.path("id").asString("");
        Call call = last.get(index);
        if (call != null) {
            String known = call.node.path("id").asString("");
            if (id.isEmpty() || known.isEmpty() || id.equals(known)) {
                return call;
            }
        }
        var fresh = new Call(WireJson.object(), new StringBuilder());
        calls.add(fresh);
        last.put(index, fresh);
        values += OF_A_CALL;
        return fresh;
    }
}
