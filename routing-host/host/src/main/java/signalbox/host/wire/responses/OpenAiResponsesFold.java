package signalbox.host.wire.responses;

import java.util.TreeMap;
import signalbox.host.wire.AnswerFold;
import signalbox.host.wire.WireJson;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The `response.*` events of one answer, folded into its `response`.
///
/// An item is what `response.output_item.done` says it is, and all of them what the last event lists: reasoning that has only
/// been added is not whole. Some servers leave one or the other out.
final class OpenAiResponsesFold implements AnswerFold {
    /// However small it is, it has builders and objects of its own.
    private static final int OF_AN_ITEM = 50;

    private final TreeMap<Integer, Item> items = new TreeMap<>();
    private ObjectNode response = WireJson.object();
    private boolean complete;
    private long ofItems;
    private long ofResponse;

    /// One output item, as it is known so far.
    private static final class Item {
        private final ObjectNode node;
        private final boolean done;
        private final TreeMap<Integer, StringBuilder> texts = new TreeMap<>();
        private final StringBuilder refusal = new StringBuilder();
        private final StringBuilder arguments = new StringBuilder();
        private long values = OF_AN_ITEM;

        private Item(ObjectNode node, boolean done) {
            this.node = node;
            this.done = done;
        }
    }

    @Override
    public String next(JsonNode event) {
        switch (event.path("type").asString("")) {
            case "response.created", "response.queued", "response.in_progress" -> take(event.path("response"));
            case "response.completed", "response.incomplete", "response.failed" -> {
                take(event.path("response"));
                complete = true;
            }
            case "error" -> {
                fail(event);
                complete = true;
            }
            case "response.output_item.added" -> set(event, false);
            case "response.output_item.done" -> {
                return set(event, true);
            }
            case "response.function_call_arguments.delta" -> arguments(event, event.path("delta").asString(""));
            case "response.function_call_arguments.done" -> {
                if (item(event).arguments.isEmpty()) {
                    arguments(event, event.path("arguments").asString(""));
                }
            }
            case "response.refusal.delta" -> item(event).refusal.append(event.path("delta").asString(""));
            case "response.output_text.delta" -> {
                return said(event, event.path("delta").asString(""));
            }
            case "response.output_text.done" -> {
                return text(event).isEmpty() ? said(event, event.path("text").asString("")) : "";
            }
            default -> {}
        }
        return "";
    }

    @Override
    public boolean isComplete() {
        return complete;
    }

    @Override
    public long values() {
        return ofItems + ofResponse;
    }

    @Override
    public ObjectNode body() {
        if (response.path("output").isEmpty()) {
            ArrayNode output = response.putArray("output");
            items.values().forEach(item -> output.add(whole(item)));
        }
        return response;
    }

    private void take(JsonNode said) {
        if (said instanceof ObjectNode object) {
            response = object.deepCopy();
            ofResponse = WireJson.values(object);
            if (!object.path("output").isEmpty()) {
                items.clear();
                ofItems = 0;
                object.path("output").forEach(item -> ofItems += weight(item));
            }
        }
    }

    /// The event of a stream that ends in an error, whose fields are its own or in an object `error`.
    private void fail(JsonNode event) {
        JsonNode said = event.path("error").isObject() ? event.path("error") : event;
        response.put("status", "failed");
        response.putObject("error")
                .put("code", said.path("code").asString(""))
                .put("message", said.path("message").asString(""));
    }

    /// @return the text of a message that is told all at once
    private String set(JsonNode event, boolean done) {
        if (!(event.get("item") instanceof ObjectNode node)) {
            return "";
        }
        Item before = item(event);
        Item item = new Item(node.deepCopy(), done);
        items.put(event.path("output_index").asInt(0), item);
        item.values = before.values;
        count(item, weight(node));
        return done && before.texts.isEmpty() ? spoken(node) : "";
    }

    private static String spoken(JsonNode node) {
        var text = new StringBuilder();
        for (JsonNode part : node.path("content")) {
            if (part.path("type").asString("").equals("output_text")) {
                text.append(part.path("text").asString(""));
            }
        }
        return text.toString();
    }

    private Item item(JsonNode event) {
        int index = event.path("output_index").asInt(0);
        Item item = items.get(index);
        if (item == null) {
            item = new Item(WireJson.object(), false);
            items.put(index, item);
            ofItems += item.values;
        }
        return item;
    }

    private void count(Item item, long values) {
        ofItems += values - item.values;
        item.values = values;
    }

    private static long weight(JsonNode item) {
        return (long) OF_AN_ITEM + WireJson.values(item) + WireJson.mostValues(item.path("arguments").asString(""));
    }

    private void arguments(JsonNode event, String json) {
        Item item = item(event);
        item.arguments.append(json);
        count(item, item.values + WireJson.mostValues(json));
    }

    private StringBuilder text(JsonNode event) {
        Item item = item(event);
        return item.texts.computeIfAbsent(event.path("content_index").asInt(0), _ -> {
            count(item, item.values + OF_AN_ITEM);
            return new StringBuilder();
        });
    }

    private String said(JsonNode event, String text) {
        text(event).append(text);
        return text;
    }

    private static ObjectNode whole(Item item) {
        ObjectNode node = item.node;
        if (item.done) {
            return node;
        }
        if (!item.arguments.isEmpty()) {
            node.put("arguments", item.arguments.toString());
        }
        if (!item.texts.isEmpty() || !item.refusal.isEmpty()) {
            node.put("type", "message");
            ArrayNode content = node.putArray("content");
            item.texts.values().forEach(text ->
                    content.addObject().put("type", "output_text").put("text", text.toString()));
            if (!item.refusal.isEmpty()) {
                content.addObject().put("type", "refusal").put("refusal", item.refusal.toString());
            }
        }
        return node;
    }
}
