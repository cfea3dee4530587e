package signalbox.http.client;

import signalbox.json.JsonBounds;
import signalbox.json.JsonReader;
import signalbox.json.JsonResult;
import tools.jackson.databind.node.ObjectNode;

/// Reads what servers send: one JSON object, bounded in size, depth and number of values.
public final class BoundedJson {
    private static final JsonReader READER = JsonReader.of(JsonBounds.ofDepth(100)
            .withBytes(16 << 20)
            .withTokens(1_000_000)
            .withNumberLength(100)
            .withNameLength(1_000)
            .withHalfSurrogates());

    private BoundedJson() {}

    /// @throws HttpFailure where it is no JSON object within the bounds
    public static ObjectNode object(String text) throws HttpFailure {
        return switch (READER.read(text)) {
            case JsonResult.Parsed(ObjectNode object) -> object;
            case JsonResult.Parsed _ -> throw new HttpFailure("the answer is no JSON object", null);
            case JsonResult.Invalid(var reason, _, _, _) when reason == JsonResult.Reason.EMPTY ->
                throw new HttpFailure("the answer is no JSON object", null);
            case JsonResult.Invalid invalid ->
                throw new HttpFailure("the answer is no JSON within the bounds", new IllegalArgumentException(invalid.detail()));
        };
    }
}
