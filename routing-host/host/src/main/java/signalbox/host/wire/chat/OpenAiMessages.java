package signalbox.host.wire.chat;

import java.util.List;
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

/// `messages`: after an assistant message with calls, one tool message per call and nothing between.
final class OpenAiMessages {
    /// Where reasoning is due and there is none of this model's: not empty, since empty ones are refused too.
    static final String NO_REASONING = " ";

    private final Rendering rendering;
    private final OpenAiProfile profile;
    private final ArrayNode messages = WireJson.array();

    OpenAiMessages(Rendering rendering, OpenAiProfile profile) {
        this.rendering = rendering;
        this.profile = profile;
    }

    ArrayNode of(Messages conversation, boolean schemaIsNative) {
        String said = profile.alternates() ? conversation.instructions() : "";
        String system = rendering.instructions(said, schemaIsNative);
        if (!system.isEmpty()) {
            messages.addObject().put("role", "system").put("content", system);
        }
        Messages shown = profile.alternates() ? conversation.alternating(true) : conversation;
        shown.entries().forEach(this::add);
        return messages;
    }

    private void add(Messages.Message entry) {
        switch (entry) {
            case Messages.Message.Instructed(String text) ->
                messages.addObject().put("role", "system").put("content", text);
            case Messages.Message.Asked(List<Part> parts) ->
                messages.addObject().put("role", "user").set("content", content(parts));
            case Messages.Message.Answered answered -> answer(answered);
            case Messages.Message.Returned returned -> {
                for (Messages.Result result : returned.results()) {
                    messages.addObject()
                            .put("role", "tool")
                            .put("tool_call_id", rendering.id(result.call().id()))
                            .put("content", PartText.resultWithoutImages(result.result()));
                }
            }
        }
    }

    private static JsonNode content(List<Part> parts) {
        if (PartText.images(parts).isEmpty()) {
            return StringNode.valueOf(PartText.text(parts));
        }
        ArrayNode list = WireJson.array();
        for (Part part : parts) {
            switch (part) {
                case Part.Text(String text) -> list.addObject().put("type", "text").put("text", text);
                case Part.Image image ->
                    list.addObject()
                            .put("type", "image_url")
                            .putObject("image_url")
                            .put("url", "data:" + image.mediaType() + ";base64," + image.data());
            }
        }
        return list;
    }

    private void answer(Messages.Message.Answered answered) {
        ObjectNode message = messages.addObject();
        message.put("role", "assistant");
        if (answered.parts().isEmpty()) {
            message.putNull("content");
        } else {
            message.put("content", PartText.text(answered.parts()));
        }
        if (profile.reasoningDue()) {
            message.put("reasoning_content", reasoning(answered.keptBy(rendering.entry().name())));
        }
        if (!answered.calls().isEmpty()) {
            ArrayNode calls = message.putArray("tool_calls");
            JsonNode kept = answered.keptBy(rendering.entry().name());
            for (ToolCall call : answered.calls()) {
                String index = Integer.toString(calls.size());
                ObjectNode node = calls.addObject();
                if (kept != null && kept.path("extra_content").get(index) instanceof ObjectNode extra) {
                    node.set("extra_content", extra);
                }
                node.put("id", rendering.id(call.id()));
                node.put("type", "function");
                node.putObject("function")
                        .put("name", rendering.name(call.tool()))
                        .put("arguments", WireJson.write(WrittenArguments.object(call.arguments())));
            }
        }
    }

    private static String reasoning(@Nullable JsonNode kept) {
        String text = kept == null ? "" : kept.path("reasoning_content").asString("");
        return text.isEmpty() ? NO_REASONING : text;
    }
}
