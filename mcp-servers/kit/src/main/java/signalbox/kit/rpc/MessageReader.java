package signalbox.kit.rpc;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
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

    private final JsonMapper json = mapper();

    /// A mapper with the same limits, for other readers of what clients send.
    public static JsonMapper mapper() {
        var limits = StreamReadConstraints.builder()
                .maxNestingDepth(DEEPEST)
                .maxNumberLength(LONGEST_NUMBER)
                .build();
        var factory = JsonFactory.builder()
                .streamReadConstraints(limits)
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .build();
        return JsonMapper.builder(factory)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .build();
    }

    public Reading read(byte[] body) {
        try {
            return parsed(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString());
        } catch (CharacterCodingException _) {
            return unreadable(400, Refusal.PARSE, "The message is not UTF-8.");
        }
    }

    private Reading parsed(String text) {
        JsonNode tree;
        try {
            tree = json.readTree(text);
        } catch (StreamConstraintsException _) {
            return unreadable(400, Refusal.PARSE, "The message is deeper than " + DEEPEST
                    + " levels or has a number of more than " + LONGEST_NUMBER + " digits.");
        } catch (JacksonException e) {
            return unreadable(400, Refusal.PARSE, "The message is not JSON" + where(e) + ".");
        }
        if (tree.isMissingNode()) {
            return unreadable(400, Refusal.PARSE, "The message is empty.");
        }
        var fault = fault(tree);
        return fault == null ? enveloped(tree) : unreadable(400, Refusal.PARSE, fault);
    }

    private static String where(JacksonException e) {
        var place = e.getLocation();
        return place == null || place.getLineNr() < 1
                ? ""
                : ": look at line " + place.getLineNr() + ", column " + place.getColumnNr()
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

    private static @Nullable String fault(JsonNode node) {
        if (node.isBigDecimal() && Math.abs((long) node.decimalValue().scale()) > LARGEST_EXPONENT) {
            return "The message has a number with an exponent beyond " + LARGEST_EXPONENT + ".";
        }
        if (node.isString() && hasHalfCharacter(node.stringValue())) {
            return "The message has half a surrogate pair in a string.";
        }
        for (var name : node.propertyNames()) {
            if (hasHalfCharacter(name)) {
                return "The message has half a surrogate pair in a key.";
            }
        }
        for (var child : node) {
            var fault = fault(child);
            if (fault != null) {
                return fault;
            }
        }
        return null;
    }

    private static boolean hasHalfCharacter(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isHighSurrogate(text.charAt(i)) && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(text.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    private static Reading unreadable(int status, int code, String text) {
        return new Reading.Unreadable(Refusal.of(status, code, text));
    }
}
