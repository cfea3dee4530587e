package signalbox.source;

/// One way in which a JSON value breaks its schema.
///
/// @param pointer the value at fault, as a JSON Pointer
/// @param keyword the schema keyword that it breaks, such as `required`
/// @param hint what would be right, or an empty string
public record Violation(String pointer, String keyword, String message, String hint) {
    @Override
    public String toString() {
        return (pointer.isEmpty() ? "" : pointer + ": ") + message + (hint.isEmpty() ? "" : " (" + hint + ")");
    }
}
