package signalbox.http.client;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import signalbox.json.JsonBounds;
import signalbox.json.JsonReader;
import signalbox.json.JsonResult;
import tools.jackson.databind.node.ObjectNode;

/// Reads what servers send: one JSON object, bounded in size, depth and number of values.
public final class BoundedJson {
    private static final int MOST_VALUES = 500_000;
    private static final JsonBounds BOUNDS = JsonBounds.ofDepth(100)
            .withBytes(16 << 20)
            .withNumberLength(100)
            .withNameLength(1_000)
            .withHalfSurrogates();

    private static final ConcurrentMap<Integer, JsonReader> READERS = new ConcurrentHashMap<>();

    private BoundedJson() {}

    /// @throws HttpFailure where it is no JSON object within the bounds
    public static ObjectNode object(String text) throws HttpFailure {
        return object(text, MOST_VALUES);
    }

    /// @param values with names and brackets, at most; one of a few numbers, since each has its reader
    /// @throws HttpFailure where it is no JSON object within the bounds
    public static ObjectNode object(String text, int values) throws HttpFailure {
        return switch (READERS.computeIfAbsent(values, most -> JsonReader.of(BOUNDS.withTokens(most))).read(text)) {
            case JsonResult.Parsed(ObjectNode object) -> object;
            case JsonResult.Parsed _ -> throw new HttpFailure("the answer is no JSON object", null);
            case JsonResult.Invalid(var reason, _, _, _) when reason == JsonResult.Reason.EMPTY ->
                throw new HttpFailure("the answer is no JSON object", null);
            case JsonResult.Invalid invalid when invalid.reason() == JsonResult.Reason.BEYOND_BOUNDS -> throw new HttpFailure(
                    "the answer has more than " + values + " JSON values, or goes deeper than " + BOUNDS.depth() + " levels",
                    new IllegalArgumentException(invalid.detail()));
            case JsonResult.Invalid invalid ->
                throw new HttpFailure("the answer is no JSON within the bounds", new IllegalArgumentException(invalid.detail()));
        };
    }
}
