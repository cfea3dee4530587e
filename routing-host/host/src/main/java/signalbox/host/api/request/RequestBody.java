package signalbox.host.api.request;

import signalbox.host.api.error.ApiError;
import signalbox.host.api.error.ApiRefusal;
import signalbox.json.JsonBounds;
import signalbox.json.JsonReader;
import signalbox.json.JsonResult;
import tools.jackson.databind.node.ObjectNode;

/// Reads a request's body: one JSON object (RFC 8259), at most 4 MiB and 100 levels, no key twice, no half characters.
public final class RequestBody {
    public static final int MAX_BYTES = 4 << 20;
    private static final JsonBounds BOUNDS = JsonBounds.ofDepth(100)
            .withBytes(MAX_BYTES)
            .withTokens(500_000)
            .withNumberLength(100)
            .withNameLength(1_000)
            .withExponent(400);
    private static final JsonReader READER = JsonReader.of(BOUNDS);

    private RequestBody() {}

    public static ObjectNode read(byte[] body) {
        return switch (READER.read(body)) {
            case JsonResult.Parsed(ObjectNode object) -> object;
            case JsonResult.Parsed _ -> throw notJson("the body must be a JSON object");
            case JsonResult.Invalid invalid -> throw refusal(invalid);
        };
    }

    private static ApiRefusal refusal(JsonResult.Invalid invalid) {
        return switch (invalid.reason()) {
            case TOO_LARGE -> new ApiRefusal(new ApiError(
                    413, "invalid_request_error", "request_too_large", null, "the body is larger than 4 MiB"));
            case NOT_UTF8 -> notJson("the body is not UTF-8");
            case EMPTY -> notJson("the body must be a JSON object");
            case BEYOND_BOUNDS -> notJson("the body goes beyond a limit: at most " + BOUNDS.depth()
                    + " levels, numbers of 100 digits, names of 1000 characters");
            case NOT_JSON -> notJson(notOneValue(invalid) + "check quotes, commas and brackets");
            case DUPLICATE_NAME -> notJson(notOneValue(invalid) + invalid.detail());
            case LARGE_EXPONENT -> notJson("the body has a number with an exponent beyond " + BOUNDS.exponent());
            case HALF_SURROGATE_IN_STRING, HALF_SURROGATE_IN_NAME ->
                notJson("the body has half a surrogate pair in a text or a name");
        };
    }

    private static String notOneValue(JsonResult.Invalid invalid) {
        var place = invalid.line() < 1 ? "" : " at line " + invalid.line() + ", column " + invalid.column();
        return "the body is not one JSON value" + place + ": ";
    }

    private static ApiRefusal notJson(String message) {
        return new ApiRefusal(new ApiError(400, "invalid_request_error", "invalid_json", null, message));
    }
}
