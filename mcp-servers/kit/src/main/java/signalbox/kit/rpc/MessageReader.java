package signalbox.kit.rpc;

import signalbox.json.JsonBounds;
import signalbox.json.JsonReader;
import signalbox.json.JsonResult;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Reads one JSON-RPC message strictly: no duplicate keys, bounded size, depth and numbers, no unpaired surrogates.
public final class MessageReader {
    public static final int DEEPEST = 200;
    private static final String NO_MESSAGE = "A message is an object with \"jsonrpc\": \"2.0\".";
    private static final int LONGEST_NUMBER = 100;
    private static final int LARGEST_EXPONENT = 400;

    private static final JsonReader JSON = JsonReader.of(
            JsonBounds.ofDepth(DEEPEST).withNumberLength(LONGEST_NUMBER).withExponent(LARGEST_EXPONENT));

    /// A mapper with the same limits, for the types of the SDK.
    public static JsonMapper mapper() {
        return JSON.mapper();
    }

    public Reading read(byte[] body) {
        return switch (JSON.read(body)) {
            case JsonResult.Parsed(var tree) -> enveloped(tree);
            case JsonResult.Invalid invalid -> unreadable(400, Refusal.PARSE, fault(invalid));
        };
    }

    private static String fault(JsonResult.Invalid invalid) {
        return switch (invalid.reason()) {
            case NOT_UTF8 -> "The message is not UTF-8.";
            case TOO_LARGE, BEYOND_BOUNDS -> "The message is deeper than " + DEEPEST
                    + " levels or has a number of more than " + LONGEST_NUMBER + " digits.";
            case NOT_JSON, DUPLICATE_NAME -> "The message is not JSON" + where(invalid) + ".";
            case EMPTY -> "The message is empty.";
            case LARGE_EXPONENT -> "The message has a number with an exponent beyond " + LARGEST_EXPONENT + ".";
            case HALF_SURROGATE_IN_STRING -> "The message has half a surrogate pair in a string.";
            case HALF_SURROGATE_IN_NAME -> "The message has half a surrogate pair in a key.";
        };
    }

    private static String where(JsonResult.Invalid invalid) {
        return invalid.line() < 1
                ? ""
                : ": look at line " + invalid.line() + ", column " + invalid.column()
                        + " (each key once, nothing after the value)";
    }

    private static Reading enveloped(JsonNode tree) {
        if (tree.isArray()) {
            return unreadable(400, Refusal.INVALID_REQUEST, "Batches are not supported: send one message per request.");
        }
        if (!(tree instanceof ObjectNode object)) {
            return unreadable(400, Refusal.INVALID_REQUEST, NO_MESSAGE);
        }
        var id = object.get("id");
        if (id != null && !id.isString() && !id.isIntegralNumber()) {
            return unreadable(400, Refusal.INVALID_REQUEST, "'id' is a string or a whole number.");
        }
        if (!object.path("jsonrpc").asString("").equals("2.0")) {
            return new Reading.Unreadable(Refusal.of(400, Refusal.INVALID_REQUEST, NO_MESSAGE).answering(id));
        }
        var method = object.get("method");
        if (method == null && id != null && object.has("result") != object.has("error")) {
            return new Reading.Answer(object);
        }
        if (method == null || !method.isString()) {
            return new Reading.Unreadable(
                    Refusal.of(400, Refusal.INVALID_REQUEST, "'method' is missing or not a string.").answering(id));
        }
        var params = object.get("params");
        if (params != null && !params.isObject()) {
            return new Reading.Unreadable(Refusal.of(400, Refusal.INVALID_PARAMS, "'params' is an object.").answering(id));
        }
        var given = params == null ? JsonNodeFactory.instance.objectNode() : (ObjectNode) params;
        return new Reading.Read(new Message(id, method.stringValue(), given));
    }

    private static Reading unreadable(int status, int code, String text) {
        return new Reading.Unreadable(Refusal.of(status, code, text));
    }
}
