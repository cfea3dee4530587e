package signalbox.descriptor;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// What a tool version promises to return.
///
/// @param schema the schema of the structured result, or null where the result is text only
/// @param maxBytes results longer than this many UTF-8 bytes are cut, with a marker
public record Output(@Nullable ObjectNode schema, int maxBytes) {
}
