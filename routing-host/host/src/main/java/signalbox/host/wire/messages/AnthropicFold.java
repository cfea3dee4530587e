package signalbox.host.wire.messages;

import java.util.TreeMap;
import signalbox.host.wire.AnswerFold;
import signalbox.host.wire.WireJson;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The events of one streamed message, folded into the message.
final class AnthropicFold implements AnswerFold {
    /// However small it is, it has builders and objects of its own.
    private static final int OF_A_BLOCK = 50;

    private ObjectNode message = WireJson.object();
    private final TreeMap<Integer, Block> blocks = new TreeMap<>();
    private boolean complete;
    private long values;

    /// @param node as it started
    /// @param text of a text, or the JSON of a call's input
    private record Block(ObjectNode node, StringBuilder text, StringBuilder signature) {}

    @Override
    public String next(JsonNode event) {
        switch (event.path("type").asString("")) {
            case "message_start" -> {
                if (event.get("message") instanceof ObjectNode started) {
                    message = started.deepCopy();
                }
            }
            case "content_block_start" -> {
                if (event.get("content_block") instanceof ObjectNode started) {
                    values += OF_A_BLOCK + WireJson.values(started);
                    blocks.put(event.path("index").asInt(0), new Block(started.deepCopy(), new StringBuilder(), new StringBuilder()));
                    return started.path("type").asString("").equals("text") ? started.path("text").asString("") : "";
                }
            }
            case "content_block_delta" -> {
                return delta(event);
            }
            case "message_delta" -> {
                event.path("delta").forEachEntry((key, value) -> message.set(key, value));
                event.path("usage").forEachEntry((key, value) -> message.withObject("/usage").set(key, value));
            }
            case "message_stop" -> complete = true;
            case "error" -> {
                message.set("error", event.path("error"));
                complete = true;
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
        return values;
    }

    @Override
    public ObjectNode body() {
        var content = message.putArray("content");
        blocks.values().forEach(block -> content.add(whole(block)));
        return message;
    }

    private String delta(JsonNode event) {
        Block block = blocks.get(event.path("index").asInt(0));
        JsonNode delta = event.path("delta");
        if (block == null) {
            return "";
        }
        switch (delta.path("type").asString("")) {
            case "text_delta" -> {
                String text = delta.path("text").asString("");
                block.text.append(text);
                return text;
            }
            case "input_json_delta" -> {
                String json = delta.path("partial_json").asString("");
                block.text.append(json);
                values += WireJson.mostValues(json);
            }
            case "thinking_delta" -> block.text.append(delta.path("thinking").asString(""));
            case "signature_delta" -> block.signature.append(delta.path("signature").asString(""));
            default -> {}
        }
        return "";
    }

    private static ObjectNode whole(Block block) {
        ObjectNode node = block.node.deepCopy();
        switch (node.path("type").asString("")) {
            case "text" -> node.put("text", node.path("text").asString("") + block.text);
            case "thinking" -> node.put("thinking", node.path("thinking").asString("") + block.text)
                    .put("signature", node.path("signature").asString("") + block.signature);
            case "tool_use" -> {
                if (!block.text.isEmpty()) {
                    JsonNode input = WireJson.read(block.text.toString());
                    node.set("input", input == null ? node.stringNode(block.text.toString()) : input);
                }
            }
            default -> {}
        }
        return node;
    }
}
