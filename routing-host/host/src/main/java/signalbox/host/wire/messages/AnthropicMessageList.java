package signalbox.host.wire.messages;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import signalbox.host.turn.Part;
import signalbox.host.turn.ToolCall;
import signalbox.host.wire.Messages;
import signalbox.host.wire.PartText;
import signalbox.host.wire.Rendering;
import signalbox.host.wire.WireJson;
import signalbox.host.wire.WrittenArguments;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// `messages`: user and assistant in turn, all results of a turn first in the one user message after it.
final class AnthropicMessageList {
    private final Rendering rendering;
    private final ArrayNode messages = WireJson.array();

    private AnthropicMessageList(Rendering rendering) {
        this.rendering = rendering;
    }

    static ArrayNode of(Messages messages, Rendering rendering) {
        AnthropicMessageList list = new AnthropicMessageList(rendering);
        messages.entries().forEach(list::add);
        return list.messages;
    }

    private void add(Messages.Message entry) {
        switch (entry) {
            case Messages.Message.Instructed _ -> {}
            case Messages.Message.Asked asked -> asked.parts().forEach(part -> content("user").add(block(part)));
            case Messages.Message.Answered answered -> answer(answered);
            case Messages.Message.Returned returned ->
                returned.results().forEach(result -> content("user").add(result(result)));
        }
    }

    private ArrayNode content(String role) {
        JsonNode last = messages.isEmpty() ? null : messages.get(messages.size() - 1);
        if (last != null && last.path("role").asString().equals(role) && last.get("content") instanceof ArrayNode list) {
            return list;
        }
        ObjectNode message = messages.addObject();
        message.put("role", role);
        return message.putArray("content");
    }

    private static ObjectNode block(Part part) {
        ObjectNode block = WireJson.object();
        switch (part) {
            case Part.Text(String text) -> block.put("type", "text").put("text", text);
            case Part.Image image -> {
                block.put("type", "image");
                block.putObject("source")
                        .put("type", "base64")
                        .put("media_type", image.mediaType())
                        .put("data", image.data());
            }
        }
        return block;
    }

    private ObjectNode result(Messages.Result result) {
        ObjectNode block = WireJson.object();
        block.put("type", "tool_result");
        block.put("tool_use_id", rendering.id(result.call().id()));
        ArrayNode content = WireJson.array();
        String text = PartText.result(result.result());
        if (!text.isBlank()) {
            content.add(block(new Part.Text(text)));
        }
        PartText.images(result.result().parts()).forEach(image -> content.add(block(image)));
        if (!content.isEmpty()) {
            block.set("content", content);
        }
        if (result.result().error()) {
            block.put("is_error", true);
        }
        return block;
    }

    private void answer(Messages.Message.Answered answered) {
        ArrayNode content = content("assistant");
        JsonNode kept = answered.keptBy(rendering.entry().name());
        Set<String> placed = new HashSet<>();
        if (kept != null) {
            for (JsonNode item : kept) {
                JsonNode block = item.has("block") ? item.get("block") : placed(item, answered, placed);
                if (block != null) {
                    content.add(block);
                }
            }
        }
        for (int i = 0; i < answered.parts().size(); i++) {
            addUnplaced(content, "part", i, answered, placed);
        }
        for (int i = 0; i < answered.calls().size(); i++) {
            addUnplaced(content, "call", i, answered, placed);
        }
    }

    private void addUnplaced(
            ArrayNode content, String kind, int index, Messages.Message.Answered answered, Set<String> placed) {
        JsonNode block = placed(WireJson.object().put(kind, index), answered, placed);
        if (block != null) {
            content.add(block);
        }
    }

    /// The part or call that an item of the kept order names, unless it is there already.
    private @Nullable JsonNode placed(JsonNode item, Messages.Message.Answered answered, Set<String> placed) {
        String kind = item.has("part") ? "part" : "call";
        int index = item.path(kind).asInt(-1);
        int size = kind.equals("part") ? answered.parts().size() : answered.calls().size();
        if (index < 0 || index >= size || !placed.add(kind + index)) {
            return null;
        }
        return kind.equals("part") ? spoken(answered.parts(), index) : call(answered.calls().get(index));
    }

    /// An assistant's image has no place in the format.
    private static ObjectNode spoken(List<Part> parts, int index) {
        return block(new Part.Text(PartText.text(List.of(parts.get(index)))));
    }

    private ObjectNode call(ToolCall call) {
        ObjectNode block = WireJson.object();
        block.put("type", "tool_use");
        block.put("id", rendering.id(call.id()));
        block.put("name", rendering.name(call.tool()));
        block.set("input", WrittenArguments.object(call.arguments()));
        return block;
    }
}
