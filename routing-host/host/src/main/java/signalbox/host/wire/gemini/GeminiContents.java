package signalbox.host.wire.gemini;

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

/// `contents`: user and model in turn; the results of a turn are one content with as many parts as the turn had calls.
final class GeminiContents {
    /// Stands where a signature is demanded and the call is another model's (Gemini API and Vertex AI, "thought
    /// signatures", on histories of other models).
    static final String NO_SIGNATURE = "skip_thought_signature_validator";

    private final Rendering rendering;
    private final ArrayNode contents = WireJson.array();

    private GeminiContents(Rendering rendering) {
        this.rendering = rendering;
    }

    static ArrayNode of(Messages messages, Rendering rendering) {
        GeminiContents list = new GeminiContents(rendering);
        messages.entries().forEach(list::add);
        return list.contents;
    }

    private void add(Messages.Message entry) {
        switch (entry) {
            case Messages.Message.Instructed _ -> {}
            case Messages.Message.Asked asked -> {
                ArrayNode parts = content("user");
                asked.parts().forEach(part -> parts.add(part(part)));
            }
            case Messages.Message.Answered answered -> answer(answered);
            case Messages.Message.Returned returned -> {
                ArrayNode parts = content("user");
                returned.results().forEach(result -> parts.addObject().set("functionResponse", response(result)));
            }
        }
    }

    private ArrayNode content(String role) {
        ObjectNode content = contents.addObject();
        content.put("role", role);
        return content.putArray("parts");
    }

    private static ObjectNode part(Part part) {
        return switch (part) {
            case Part.Text(String text) -> WireJson.object().put("text", text);
            case Part.Image image -> inline(image);
        };
    }

    private static ObjectNode inline(Part.Image image) {
        ObjectNode part = WireJson.object();
        part.putObject("inlineData").put("mimeType", image.mediaType()).put("data", image.data());
        return part;
    }

    private void answer(Messages.Message.Answered answered) {
        ArrayNode parts = content("model");
        JsonNode kept = answered.keptBy(rendering.entry().name());
        for (int i = 0; i < answered.parts().size(); i++) {
            parts.add(signed(part(answered.parts().get(i)), signature(kept, "part", i)));
        }
        for (int i = 0; i < answered.calls().size(); i++) {
            String signature = signature(kept, "call", i);
            if (signature == null && i == 0 && !Gemini.isBeforeThree(rendering.entry())) {
                signature = NO_SIGNATURE;
            }
            ObjectNode part = WireJson.object();
            part.set("functionCall", call(answered.calls().get(i)));
            parts.add(signed(part, signature));
        }
    }

    private static @Nullable String signature(@Nullable JsonNode kept, String kind, int index) {
        if (kept != null) {
            for (JsonNode item : kept) {
                if (item.path(kind).asInt(-1) == index) {
                    return item.path("thoughtSignature").stringValue();
                }
            }
        }
        return null;
    }

    private static ObjectNode signed(ObjectNode part, @Nullable String signature) {
        return signature == null ? part : part.put("thoughtSignature", signature);
    }

    private ObjectNode call(ToolCall call) {
        ObjectNode node = named(call);
        node.set("args", WrittenArguments.object(call.arguments()));
        return node;
    }

    private ObjectNode response(Messages.Result result) {
        boolean nests = !Gemini.isBeforeThree(rendering.entry());
        ObjectNode node = named(result.call());
        node.putObject("response")
                .put(
                        result.result().error() ? "error" : "output",
                        nests ? PartText.result(result.result()) : PartText.resultWithoutImages(result.result()));
        if (nests && !PartText.images(result.result().parts()).isEmpty()) {
            ArrayNode parts = node.putArray("parts");
            PartText.images(result.result().parts()).forEach(image -> parts.add(inline(image)));
        }
        return node;
    }

    private ObjectNode named(ToolCall call) {
        ObjectNode node = WireJson.object();
        if (!Gemini.isVertex(rendering.entry())) {
            node.put("id", rendering.id(call.id()));
        }
        return node.put("name", rendering.name(call.tool()));
    }
}
