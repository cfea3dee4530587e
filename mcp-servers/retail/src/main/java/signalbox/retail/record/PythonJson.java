package signalbox.retail.record;

import java.util.HexFormat;
import signalbox.retail.shop.Dollars;
import tools.jackson.databind.JsonNode;

/// JSON text as Python's `json.dumps` writes it: `", "` and `": "` between, all but printable ASCII as escapes of four hex digits.
public final class PythonJson {
    private final StringBuilder text = new StringBuilder();

    private PythonJson() {}

    public static String text(JsonNode value) {
        var json = new PythonJson();
        json.write(value);
        return json.text.toString();
    }

    private void write(JsonNode value) {
        switch (value.getNodeType()) {
            case OBJECT -> writeObject(value);
            case ARRAY -> writeArray(value);
            case STRING -> writeString(value.stringValue());
            case NUMBER -> text.append(value.isIntegralNumber() ? value.asString() : Dollars.text(value.doubleValue()));
            case BOOLEAN -> text.append(value.booleanValue());
            case NULL -> text.append("null");
            case BINARY, MISSING, POJO ->
                throw new IllegalStateException("not JSON: " + value.getNodeType());
        }
    }

    private void writeObject(JsonNode object) {
        String between = "{";
        for (var property : object.properties()) {
            text.append(between);
            writeString(property.getKey());
            text.append(": ");
            write(property.getValue());
            between = ", ";
        }
        text.append(object.isEmpty() ? "{}" : "}");
    }

    private void writeArray(JsonNode array) {
        String between = "[";
        for (var element : array) {
            text.append(between);
            write(element);
            between = ", ";
        }
        text.append(array.isEmpty() ? "[]" : "]");
    }

    private void writeString(String value) {
        text.append('"');
        for (int i = 0; i < value.length(); i++) {
            writeCharacter(value.charAt(i));
        }
        text.append('"');
    }

    private void writeCharacter(char c) {
        switch (c) {
            case '"' -> text.append("\\\"");
            case '\\' -> text.append("\\\\");
            case '\n' -> text.append("\\n");
            case '\r' -> text.append("\\r");
            case '\t' -> text.append("\\t");
            case '\f' -> text.append("\\f");
            case '\b' -> text.append("\\b");
            default -> {
                if (c >= ' ' && c <= '~') {
                    text.append(c);
                } else {
                    text.append("\\u" + HexFormat.of().toHexDigits(c));
                }
            }
        }
    }
}
