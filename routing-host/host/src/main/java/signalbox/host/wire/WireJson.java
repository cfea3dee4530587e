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
    /// Values, names and brackets of one text. A megabyte of `{},` is a third of a million objects, each some thirty times as
    /// large as what was sent: bytes alone bound no heap. An image is one value however long it is, and the longest answer of
    /// a model that writes JSON has fewer values than the model writes tokens.
    public static final int MOST_VALUES = 500_000;

    private static final JsonReader READER =
            JsonReader.of(JsonBounds.ofDepth(200).withTokens(MOST_VALUES).withHalfSurrogates());

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

    /// The value of a text of our own, which is JSON of whatever size we let in.
    public static JsonNode parse(String text) {
        return JsonReader.STORED.read(text).orThrow();
    }

    /// The value, or null where the text is not one JSON value.
    public static @Nullable JsonNode read(String text) {
        return READER.read(text).treeOrNull();
    }

    /// How many values are in a tree, itself among them.
    public static int values(JsonNode tree) {
        int values = 1;
        for (JsonNode child : tree) {
            values += values(child);
        }
        return values;
    }

    /// How many values may be in a text that is not read yet: each takes a character and a comma.
    public static int mostValues(String text) {
        return (text.length() + 1) / 2;
    }

    /// Without white space.
    public static String write(JsonNode node) {
        return JsonWriter.text(node);
    }
}
