package signalbox.identity.jwt;

import signalbox.json.JsonBounds;
import signalbox.json.JsonReader;
import signalbox.json.JsonResult;
import tools.jackson.databind.node.ObjectNode;

/// Reads one JSON object of a token or of an issuer: no name twice, nothing after it, at most 20 levels.
final class TokenJson {
    private static final JsonReader READER =
            JsonReader.of(JsonBounds.ofDepth(20).withTokens(50_000).withNumberLength(40));

    private TokenJson() {}

    static ObjectNode object(byte[] bytes) throws InvalidToken {
        return switch (READER.read(bytes)) {
            case JsonResult.Parsed(ObjectNode object) -> object;
            case JsonResult.Parsed _ -> throw new InvalidToken("JSON, but no object");
            case JsonResult.Invalid _ -> throw new InvalidToken("not one JSON object");
        };
    }
}
