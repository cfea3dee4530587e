package signalbox.json;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What a text is when it is read as JSON.
public sealed interface JsonResult {
    record Parsed(JsonNode tree) implements JsonResult {}

    /// @param detail in the parser's words, for people who can see the text; it may quote a piece of it
    /// @param line where the reader stopped, from 1; 0 where no place can be named
    /// @param column from 1; 0 where no place can be named
    record Invalid(Reason reason, String detail, int line, int column) implements JsonResult {}

    enum Reason {
        NOT_UTF8,
        /// More bytes than are taken.
        TOO_LARGE,
        /// Nothing but white space.
        EMPTY,
        /// Not the grammar of RFC 8259, or something after the value.
        NOT_JSON,
        DUPLICATE_NAME,
        /// Too deep, too many tokens, or too long a number or name.
        BEYOND_BOUNDS,
        LARGE_EXPONENT,
        HALF_SURROGATE_IN_STRING,
        HALF_SURROGATE_IN_NAME
    }

    /// The value, or null where there is none.
    default @Nullable JsonNode treeOrNull() {
        return this instanceof Parsed(var tree) ? tree : null;
    }

    /// The object, or null where it is anything else.
    default @Nullable ObjectNode objectOrNull() {
        return treeOrNull() instanceof ObjectNode object ? object : null;
    }

    /// The value of a text that this program wrote itself.
    ///
    /// @throws IllegalStateException where it cannot be read: our own fault
    default JsonNode orThrow() {
        return switch (this) {
            case Parsed(var tree) -> tree;
            case Invalid(var reason, var detail, _, _) ->
                throw new IllegalStateException("a text of our own is not JSON: " + reason + ", " + detail);
        };
    }
}
