package signalbox.host.api;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Reads a request's body: one JSON object (RFC 8259), at most 4 MiB and 100 levels, no key twice, no half characters.
final class StrictJson {
    static final int MAX_BYTES = 4 << 20;
    private static final int MAX_DEPTH = 100;
    private static final int LARGEST_EXPONENT = 400;

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .maxNumberLength(100)
                            .maxNameLength(1_000)
                            .maxStringLength(MAX_BYTES)
                            .maxTokenCount(500_000)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private StrictJson() {}

    static ObjectNode read(byte[] body) {
        return object(text(body));
    }

    private static ObjectNode object(String text) {
        JsonNode tree;
        try {
            tree = MAPPER.readTree(text);
        } catch (StreamConstraintsException e) {
            throw notJson("the body goes beyond a limit: at most " + MAX_DEPTH
                    + " levels, numbers of 100 digits, names of 1000 characters");
        } catch (JacksonException e) {
            var place = e.getLocation() == null ? "" : " at line " + e.getLocation().getLineNr() + ", column "
                    + e.getLocation().getColumnNr();
            throw notJson("the body is not one JSON value" + place + ": " + reason(e));
        }
        if (tree instanceof ObjectNode object) {
            check(object);
            return object;
        }
        throw notJson("the body must be a JSON object");
    }

    /// What is JSON, and is read by one as this and by another as that.
    private static void check(JsonNode node) {
        if (node.isBigDecimal() && Math.abs((long) node.decimalValue().scale()) > LARGEST_EXPONENT) {
            throw notJson("the body has a number with an exponent beyond " + LARGEST_EXPONENT);
        }
        if (node.isString()) {
            checkText(node.stringValue());
        }
        node.propertyNames().forEach(StrictJson::checkText);
        node.forEach(StrictJson::check);
    }

    private static void checkText(String text) {
        if (text.codePoints().anyMatch(point -> point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE)) {
            throw notJson("the body has half a surrogate pair in a text or a name");
        }
    }

    private static String reason(JacksonException e) {
        return e.getOriginalMessage().startsWith("Duplicate") ? e.getOriginalMessage() : "check quotes, commas and brackets";
    }

    private static String text(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException _) {
            throw notJson("the body is not UTF-8");
        }
    }

    private static ApiRefusal notJson(String message) {
        return new ApiRefusal(new ApiError(400, "invalid_request_error", "invalid_json", null, message));
    }
}
