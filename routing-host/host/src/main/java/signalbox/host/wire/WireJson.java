package signalbox.host.wire;

import org.jspecify.annotations.Nullable;
import signalbox.json.JsonBounds;
import signalbox.json.JsonReader;
import signalbox.json.JsonResult;
import signalbox.json.JsonWriter;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// JSON as the wires read and write it: strict, bounded, numbers exactly as they were written.
public final class WireJson {
    private static final JsonReader READER = JsonReader.of(JsonBounds.ofDepth(200).withHalfSurrogates());

    private WireJson() {}

    public static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    public static ArrayNode array() {
        return JsonNodeFactory.instance.arrayNode();
    }

    public static JsonResult result(String text) {
        return READER.read(text);
    }

    /// The value of a text that is known to be JSON.
    public static JsonNode parse(String text) {
        return READER.read(text).orThrow();
    }

    /// The value, or null where the text is not one JSON value.
    public static @Nullable JsonNode read(String text) {
        return READER.read(text).treeOrNull();
    }

    /// Without white space.
    public static String write(JsonNode node) {
        return JsonWriter.text(node);
    }
}
