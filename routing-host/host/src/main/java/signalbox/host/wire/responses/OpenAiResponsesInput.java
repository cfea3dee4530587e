package signalbox.host.wire.responses;

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
import tools.jackson.databind.node.StringNode;

/// `input`: one item for each message, call and result.
///
/// No item of ours has an `id`: the API takes a call's `fc_` id as a reference to what it stored, and then demands the
/// reasoning that it stored beside it. Calls and results belong together by `call_id`.
final class OpenAiResponsesInput {
    private final Rendering rendering;
    private final boolean images;
    private final ArrayNode input = WireJson.array();

    private OpenAiResponsesInput(Rendering rendering) {
        this.rendering = rendering;
        images = rendering.entry().can().contains("images");
    }

    static ArrayNode of(Messages messages, Rendering rendering) {
        OpenAiResponsesInput list = new OpenAiResponsesInput(rendering);
        String demand = rendering.instructions("", rendering.schemaIsNative());
        if (!demand.isEmpty()) {
            list.message("system", StringNode.valueOf(demand));
        }
        messages.entries().forEach(list::add);
        return list.input;
    }

    private void add(Messages.Message entry) {
        switch (entry) {
            case Messages.Message.Instructed(String text) -> message("system", StringNode.valueOf(text));
            case Messages.Message.Asked(List<Part> parts) -> message("user", content(parts));
            case Messages.Message.Answered answered -> answer(answered);
            case Messages.Message.Returned returned -> returned.results().forEach(this::result);
        }
    }

    private void message(String role, JsonNode content) {
        input.addObject().put("type", "message").put("role", role).set("content", content);
    }

    private JsonNode content(List<Part> parts) {
        if (!images || PartText.images(parts).isEmpty()) {
            return StringNode.valueOf(PartText.text(parts));
        }
        ArrayNode list = WireJson.array();
        parts.forEach(part -> list.add(shown(part)));
        return list;
    }

    private static ObjectNode shown(Part part) {
        return switch (part) {
            case Part.Text(String text) -> WireJson.object().put("type", "input_text").put("text", text);
            case Part.Image image -> WireJson.object()
                    .put("type", "input_image")
                    .put("image_url", "data:" + image.mediaType() + ";base64," + image.data());
        };
    }

    private void result(Messages.Result result) {
        ObjectNode item = input.addObject().put("type", "function_call_output");
        item.put("call_id", rendering.id(result.call().id()));
        List<Part.Image> shown = images ? PartText.images(result.result().parts()) : List.of();
        if (shown.isEmpty()) {
            item.put("output", PartText.resultWithoutImages(result.result()));
            return;
        }
        ArrayNode output = item.putArray("output");
        String text = PartText.result(result.result());
        if (!text.isBlank()) {
            output.add(shown(new Part.Text(text)));
        }
        shown.forEach(image -> output.add(shown(image)));
    }

    /// Reasoning is placed in front of what it led to, and left out where nothing followed: the API refuses it alone.
    private void answer(Messages.Message.Answered answered) {
        JsonNode kept = answered.keptBy(rendering.entry().name());
        Set<String> placed = new HashSet<>();
        ArrayNode reasoning = WireJson.array();
        for (JsonNode item : kept == null ? WireJson.array() : kept) {
            if (item.has("reasoning")) {
                reasoning.add(item.get("reasoning"));
                continue;
            }
            JsonNode next = placed(item, answered, placed);
            if (next != null) {
                input.addAll(reasoning);
                input.add(next);
                reasoning.removeAll();
            }
        }
        for (int i = 0; i < answered.parts().size(); i++) {
            addUnplaced("part", i, answered, placed);
        }
        for (int i = 0; i < answered.calls().size(); i++) {
            addUnplaced("call", i, answered, placed);
        }
    }

    private void addUnplaced(String kind, int index, Messages.Message.Answered answered, Set<String> placed) {
        JsonNode item = placed(WireJson.object().put(kind, index), answered, placed);
        if (item != null) {
            input.add(item);
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
        return kind.equals("part") ? said(answered.parts().get(index), item) : call(answered.calls().get(index));
    }

    /// An assistant's image has no place in the format.
    private static ObjectNode said(Part part, JsonNode kept) {
        ObjectNode item = WireJson.object().put("type", "message").put("role", "assistant");
        item.put("content", PartText.text(List.of(part)));
        if (kept.path("phase").isString()) {
            item.set("phase", kept.get("phase"));
        }
        return item;
    }

    private ObjectNode call(ToolCall call) {
        return WireJson.object()
                .put("type", "function_call")
                .put("call_id", rendering.id(call.id()))
                .put("name", rendering.name(call.tool()))
                .put("arguments", WireJson.write(WrittenArguments.object(call.arguments())));
    }
}
