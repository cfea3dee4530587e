package signalbox.source;

import com.networknt.schema.Error;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import signalbox.json.JsonPointers;
import tools.jackson.databind.JsonNode;

/// Says in our own words what a schema keyword found wrong.
final class ViolationText {
    private static final int LONGEST_VALUE = 60;
    private static final Set<String> ABOUT_KEYS =
            Set.of("additionalProperties", "unevaluatedProperties", "propertyNames", "later");

    private final Error error;
    private final String pointer;
    private final JsonNode limit;
    private final JsonNode around;

    private ViolationText(Error error, JsonNode tree) {
        this.error = error;
        this.pointer = error.getInstanceLocation().toString();
        var fragment = error.getSchemaLocation().getFragment();
        var keyword = fragment == null ? "" : fragment.toString();
        this.limit = error.getSchemaNode() == null ? tree.at(keyword) : error.getSchemaNode();
        this.around = tree.at(JsonPointers.parent(keyword));
    }

    static boolean isAboutKey(String keyword) {
        return ABOUT_KEYS.contains(keyword);
    }

    static Violation of(Error error, JsonNode tree) {
        return new ViolationText(error, tree).violation();
    }

    private Violation violation() {
        var value = error.getInstanceNode();
        var keyword = error.getKeyword() == null ? "false" : error.getKeyword();
        return switch (keyword) {
            case "required" -> said("'" + error.getProperty() + "' is missing", "required here: " + words(limit));
            case "additionalProperties", "unevaluatedProperties" -> unknownKey(keyword);
            case "propertyNames" -> badName();
            case "type" -> said(subject() + " must be " + types() + ", not " + shown(value), hint());
            case "enum" -> said(subject() + " must be one of its words, not " + shown(value), "one of: " + words(limit));
            case "const" -> said(subject() + " must be " + shown(limit) + ", not " + shown(value), hint());
            case "pattern" -> said(subject() + " has the wrong form: " + shown(value),
                    hint().isEmpty() ? "it must match " + limit.asString() : hint());
            case "minimum" -> said(subject() + " must be at least " + shown(limit) + ": " + shown(value), hint());
            case "maximum" -> said(subject() + " must be at most " + shown(limit) + ": " + shown(value), hint());
            case "minLength" -> said(subject() + atLeast("characters"), hint());
            case "maxLength" -> said(subject() + " must have at most " + limit.asString() + " characters: it has "
                    + value.asString().codePoints().count(), hint());
            case "minItems" -> said(subject() + atLeast("entries"), hint());
            case "maxItems" -> said(subject() + " must have at most " + limit.asString() + " entries: it has "
                    + value.size(), hint());
            case "minProperties" -> said(subject() + atLeast("keys"), hint());
            case "uniqueItems" -> said(subject() + " must not name the same entry twice", hint());
            case "format" -> said(subject() + " must be of the form '" + limit.asString() + "': " + shown(value), hint());
            default -> said(subject() + " " + error.getMessage(), hint());
        };
    }

    private String atLeast(String what) {
        return limit.asString().equals("1") ? " must not be empty" : " must have at least " + limit.asString() + " " + what;
    }

    private Violation unknownKey(String keyword) {
        var key = error.getProperty() == null ? JsonPointers.last(pointer) : error.getProperty();
        var at = error.getProperty() == null ? pointer : JsonPointers.child(pointer, key);
        for (var later : around.path("x-later")) {
            if (later.asString().equals(key)) {
                return new Violation(at, "later", "'" + key + "' is not supported yet", "remove it");
            }
        }
        var allowed = new ArrayList<>(around.path("properties").propertyNames());
        return new Violation(at, keyword, "unknown key '" + key + "'",
                allowed.isEmpty() ? "no keys are allowed here" : "allowed keys: " + String.join(", ", allowed));
    }

    private Violation badName() {
        var name = error.getProperty() == null ? String.valueOf(error.getArguments()[0]) : error.getProperty();
        return new Violation(JsonPointers.child(pointer, name), "propertyNames", "'" + name + "' is not a name that is allowed here",
                limit.path("x-hint").asString(""));
    }

    private Violation said(String message, String hint) {
        var keyword = error.getKeyword() == null ? "false" : error.getKeyword();
        return new Violation(pointer, keyword, message, hint);
    }

    private String hint() {
        return around.path("x-hint").asString("");
    }

    private String subject() {
        if (pointer.isEmpty()) {
            return "the whole";
        }
        var last = JsonPointers.last(pointer);
        return last.matches("[0-9]+") && !JsonPointers.parent(pointer).isEmpty()
                ? "'" + JsonPointers.last(JsonPointers.parent(pointer)) + "[" + last + "]'"
                : "'" + last + "'";
    }

    private String types() {
        if (!limit.isArray()) {
            return article(limit.asString());
        }
        List<String> types = limit.valueStream().map(type -> article(type.asString())).toList();
        return String.join(" or ", types);
    }

    private static String article(String type) {
        return switch (type) {
            case "object", "array", "integer" -> "an " + type;
            case "boolean" -> "true or false";
            case "null" -> "null";
            default -> "a " + type;
        };
    }

    private static String words(JsonNode list) {
        return String.join(", ", list.valueStream().map(it -> it.isString() ? it.stringValue() : it.toString()).toList());
    }

    static String shown(JsonNode value) {
        return switch (value.getNodeType()) {
            case STRING -> "'" + cut(value.stringValue()) + "'";
            case NUMBER, BOOLEAN -> value.asString();
            case NULL -> "null";
            case ARRAY -> "an array";
            case OBJECT -> "an object";
            case BINARY, MISSING, POJO -> "nothing";
        };
    }

    private static String cut(String text) {
        return text.codePointCount(0, text.length()) <= LONGEST_VALUE
                ? text
                : text.substring(0, text.offsetByCodePoints(0, LONGEST_VALUE)) + "...";
    }
}
