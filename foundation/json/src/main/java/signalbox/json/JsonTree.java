package signalbox.json;

import java.math.BigDecimal;
import signalbox.json.JsonResult.Invalid;
import signalbox.json.JsonResult.Reason;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Builds the tree of one value and refuses, on the way, what the parser lets pass.
final class JsonTree {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final JsonParser parser;
    private final JsonBounds bounds;

    JsonTree(JsonParser parser, JsonBounds bounds) {
        this.parser = parser;
        this.bounds = bounds;
    }

    static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final transient Invalid invalid;

        Refused(Invalid invalid) {
            super(invalid.detail(), null, false, false);
            this.invalid = invalid;
        }

        Invalid invalid() {
            return invalid;
        }
    }

    /// @param token the current one, which starts a value
    JsonNode read(JsonToken token) {
        return switch (token) {
            case START_OBJECT -> object();
            case START_ARRAY -> array();
            case VALUE_STRING -> NODES.stringNode(checked(parser.getString(), Reason.HALF_SURROGATE_IN_STRING));
            case VALUE_NUMBER_INT -> wholeNumber();
            case VALUE_NUMBER_FLOAT -> NODES.numberNode(decimal());
            case VALUE_TRUE -> NODES.booleanNode(true);
            case VALUE_FALSE -> NODES.booleanNode(false);
            case VALUE_NULL -> NODES.nullNode();
            case END_OBJECT, END_ARRAY, PROPERTY_NAME, NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT ->
                throw new IllegalStateException("not the start of a value: " + token);
        };
    }

    private ObjectNode object() {
        var object = NODES.objectNode();
        for (var name = parser.nextName(); name != null; name = parser.nextName()) {
            checked(name, Reason.HALF_SURROGATE_IN_NAME);
            object.set(name, read(parser.nextToken()));
        }
        return object;
    }

    private ArrayNode array() {
        var array = NODES.arrayNode();
        for (var token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            array.add(read(token));
        }
        return array;
    }

    private JsonNode wholeNumber() {
        return switch (parser.getNumberType()) {
            case INT -> NODES.numberNode(parser.getIntValue());
            case LONG -> NODES.numberNode(parser.getLongValue());
            case BIG_INTEGER, FLOAT, DOUBLE, BIG_DECIMAL -> NODES.numberNode(parser.getBigIntegerValue());
        };
    }

    private BigDecimal decimal() {
        try {
            var number = parser.getDecimalValue();
            if (Math.abs((long) number.scale()) <= bounds.exponent()) {
                return number;
            }
        } catch (NumberFormatException _) {
            // The grammar knows no largest exponent; a decimal does.
        }
        throw refused(Reason.LARGE_EXPONENT, "an exponent beyond " + bounds.exponent());
    }

    private String checked(String text, Reason reason) {
        if (!bounds.halfSurrogates() && hasHalfSurrogate(text)) {
            throw refused(reason, "half a surrogate pair");
        }
        return text;
    }

    private Refused refused(Reason reason, String detail) {
        var place = parser.currentTokenLocation();
        return new Refused(new Invalid(reason, detail, place.getLineNr(), place.getColumnNr()));
    }

    private static boolean hasHalfSurrogate(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                // Code points take whole pairs together, so a surrogate among them is half of one.
                return text.codePoints().anyMatch(point -> Character.MIN_SURROGATE <= point && point <= Character.MAX_SURROGATE);
            }
        }
        return false;
    }
}
