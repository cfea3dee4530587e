package signalbox.host.wire.chat;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A place in a caller's body, read with complaints that name it.
///
/// @param node null where the field is absent; a JSON null counts as absent
record ChatField(String path, @Nullable JsonNode node) {
    static ChatField of(JsonNode body) {
        return new ChatField("", body);
    }

    ChatField field(String name) {
        JsonNode child = node == null ? null : node.get(name);
        return new ChatField(path.isEmpty() ? name : path + "." + name, child == null || child.isNull() ? null : child);
    }

    ChatField item(int index) {
        return new ChatField(path + "[" + index + "]", node == null ? null : node.get(index));
    }

    boolean isAbsent() {
        return node == null;
    }

    boolean isText() {
        return node != null && node.isString();
    }

    ObjectNode object() {
        if (node instanceof ObjectNode object) {
            return object;
        }
        throw refusal("an object");
    }

    ArrayNode list() {
        if (node instanceof ArrayNode list) {
            return list;
        }
        throw refusal("a list");
    }

    String text() {
        if (node != null && node.isString()) {
            return node.stringValue();
        }
        throw refusal("a text");
    }

    boolean flag() {
        if (node != null && node.isBoolean()) {
            return node.booleanValue();
        }
        throw refusal("true or false");
    }

    double number(int least, int most) {
        if (node != null && node.isNumber() && node.doubleValue() >= least && node.doubleValue() <= most) {
            return node.doubleValue();
        }
        throw refusal("a number from " + least + " to " + most);
    }

    long count() {
        if (node != null && node.isIntegralNumber() && node.canConvertToLong() && node.longValue() > 0) {
            return node.longValue();
        }
        throw refusal("a whole number above 0");
    }

    /// A whole number of at most 64 bits.
    long integer() {
        return integer(Long.MIN_VALUE, Long.MAX_VALUE);
    }

    long integer(long least, long most) {
        if (node != null && node.isIntegralNumber() && node.canConvertToLong()
                && node.longValue() >= least && node.longValue() <= most) {
            return node.longValue();
        }
        throw refusal(least == Long.MIN_VALUE ? "a whole number" : "a whole number from " + least + " to " + most);
    }

    /// One of these.
    String word(String... words) {
        if (isText() && List.of(words).contains(text())) {
            return text();
        }
        throw refusal(words.length == 1 ? words[0] : "one of " + String.join(", ", words));
    }

    String text(int longest) {
        if (text().length() <= longest) {
            return text();
        }
        throw complaint("has " + text().length() + " characters: write at most " + longest);
    }

    private ChatRequestReader.Refusal refusal(String due) {
        return complaint((node == null ? "is missing" : "is " + kind(node)) + ": write " + due);
    }

    /// @param rule what follows the quoted path
    ChatRequestReader.Refusal complaint(String rule) {
        return new ChatRequestReader.Refusal(path, (path.isEmpty() ? "the body" : "'" + path + "'") + " " + rule);
    }

    private static String kind(JsonNode node) {
        return switch (node.getNodeType()) {
            case OBJECT, POJO -> "an object";
            case ARRAY -> "a list";
            case STRING, BINARY -> node.stringValue("").matches("[a-zA-Z0-9_-]{1,40}") ? "'" + node.stringValue("") + "'" : "a text";
            case NUMBER -> "the number " + node;
            case BOOLEAN -> "a truth value";
            case NULL, MISSING -> "null";
        };
    }
}
