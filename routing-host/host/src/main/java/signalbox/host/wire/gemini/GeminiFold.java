package signalbox.host.wire.gemini;

import signalbox.host.wire.AnswerFold;
import signalbox.host.wire.WireJson;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The `GenerateContentResponse` objects of one streamed answer, folded into one. Each holds whole parts; texts that follow
/// each other are pieces of one.
final class GeminiFold implements AnswerFold {
    private final ObjectNode body = WireJson.object();
    private final ArrayNode parts = WireJson.array();
    private final StringBuilder text = new StringBuilder();
    private long values;

    @Override
    public String next(JsonNode event) {
        for (var key : new String[] {"error", "usageMetadata", "promptFeedback", "modelVersion", "responseId"}) {
            if (event.hasNonNull(key)) {
                body.set(key, event.get(key));
            }
        }
        JsonNode candidate = event.at("/candidates/0");
        candidate.forEachEntry((key, value) -> {
            if (!key.equals("content")) {
                candidate().set(key, value);
            }
        });
        var said = new StringBuilder();
        for (JsonNode part : candidate.at("/content/parts")) {
            said.append(part(part));
        }
        return said.toString();
    }

    @Override
    public boolean isComplete() {
        return body.has("error") || body.at("/promptFeedback").has("blockReason")
                || body.at("/candidates/0").has("finishReason");
    }

    @Override
    public long values() {
        return values;
    }

    @Override
    public ObjectNode body() {
        endText();
        if (!parts.isEmpty()) {
            candidate().putObject("content").put("role", "model").set("parts", parts.deepCopy());
        }
        return body;
    }

    private ObjectNode candidate() {
        var candidates = body.withArray("/candidates");
        return candidates.get(0) instanceof ObjectNode known ? known : candidates.addObject();
    }

    /// The signature of a text comes with its last piece, which may be empty.
    private String part(JsonNode part) {
        JsonNode piece = part.path("text");
        if (!piece.isString() || part.path("thought").asBoolean(false)) {
            endText();
            parts.add(part);
            values += WireJson.values(part);
            return "";
        }
        text.append(piece.stringValue());
        JsonNode signature = part.path("thoughtSignature");
        if (signature.isString() && !text.isEmpty()) {
            parts.addObject().put("text", text.toString()).set("thoughtSignature", signature);
            values += WireJson.values(part);
            text.setLength(0);
        }
        return piece.stringValue();
    }

    private void endText() {
        if (!text.isEmpty()) {
            parts.addObject().put("text", text.toString());
            text.setLength(0);
        }
    }
}
