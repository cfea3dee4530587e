package signalbox.host.wire.caller;

import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import signalbox.host.wire.AnswerSchema;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A place in a caller's body, read with complaints that name it.
///
/// @param node null where the field is absent; a JSON null counts as absent
public record CallerField(String path, @Nullable JsonNode node) {
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_-]{1,64}");

    public static CallerField of(JsonNode body) {
        return new CallerField("", body);
    }

    public CallerField field(String name) {
        JsonNode child = node == null ? null : node.get(name);
        return new CallerField(path.isEmpty() ? name : path + "." + name, child == null || child.isNull() ? null : child);
    }

    public CallerField item(int index) {
        return new CallerField(path + "[" + index + "]", node == null ? null : node.get(index));
    }

    /// Refuses any other field of an object.
    public void only(Set<String> names) {
        for (String name : object().propertyNames()) {
            if (!names.contains(name) && !field(name).isAbsent()) {
                throw field(name).complaint("is not read here: leave it out (there are " + String.join(", ", new TreeSet<>(names)) + ")");
            }
        }
    }

    public boolean isAbsent() {
        return node == null;
    }

    public boolean isText() {
        return node != null && node.isString();
    }

    public ObjectNode object() {
        if (node instanceof ObjectNode object) {
            return object;
        }
        throw refusal("an object");
    }

    public ArrayNode list() {
        if (node instanceof ArrayNode list) {
            return list;
        }
        throw refusal("a list");
    }

    public String text() {
        if (node != null && node.isString()) {
            return node.stringValue();
        }
        throw refusal("a text");
    }

    public boolean flag() {
        if (node != null && node.isBoolean()) {
            return node.booleanValue();
        }
        throw refusal("true or false");
    }

    public double number(int least, int most) {
        if (node != null && node.isNumber() && node.doubleValue() >= least && node.doubleValue() <= most) {
            return node.doubleValue();
        }
        throw refusal("a number from " + least + " to " + most);
    }

    public long count() {
        if (node != null && node.isIntegralNumber() && node.canConvertToLong() && node.longValue() > 0) {
            return node.longValue();
        }
        throw refusal("a whole number above 0");
    }

    /// A whole number of at most 64 bits.
    public long integer() {
        return integer(Long.MIN_VALUE, Long.MAX_VALUE);
    }

    public long integer(long least, long most) {
        if (node != null && node.isIntegralNumber() && node.canConvertToLong()
                && node.longValue() >= least && node.longValue() <= most) {
            return node.longValue();
        }
        throw refusal(least == Long.MIN_VALUE ? "a whole number" : "a whole number from " + least + " to " + most);
    }

    /// One of these.
    public String word(String... words) {
        if (isText() && List.of(words).contains(text())) {
            return text();
        }
        throw refusal(words.length == 1 ? words[0] : "one of " + String.join(", ", words));
    }

    public String text(int longest) {
        if (text().length() <= longest) {
            return text();
        }
        throw complaint("has " + text().length() + " characters: write at most " + longest);
    }

    /// The name of a tool, or of a form, as every provider can be shown it.
    public String name() {
        if (NAME.matcher(text()).matches()) {
            return text();
        }
        throw complaint("is '" + text() + "': write 1 to 64 of a-z, A-Z, 0-9, _ and -");
    }

    /// A JSON Schema that something is held to, so that it must be one.
    public ObjectNode schema() {
        try {
            AnswerSchema.of(object());
            return object();
        } catch (IllegalArgumentException e) {
            throw complaint("cannot be used: " + e.getMessage());
        }
    }

    /// Up to 16 texts under names; none where it is absent.
    public SortedMap<String, String> metadata() {
        SortedMap<String, String> metadata = new TreeMap<>();
        if (!isAbsent()) {
            for (String name : object().propertyNames()) {
                metadata.put(name, field(name).text(512));
            }
        }
        if (metadata.size() > 16) {
            throw complaint("has " + metadata.size() + " entries: write at most 16");
        }
        return metadata;
    }

    /// An empty text where it is absent.
    public String textOrEmpty() {
        return isAbsent() ? "" : text();
    }

    /// False where it is absent.
    public boolean isSet() {
        return !isAbsent() && flag();
    }

    private CallerFault refusal(String due) {
        return complaint((node == null ? "is missing" : "is " + kind(node)) + ": write " + due);
    }

    /// @param rule what follows the quoted path
    public CallerFault complaint(String rule) {
        return new CallerFault(path, (path.isEmpty() ? "the body" : "'" + path + "'") + " " + rule);
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
