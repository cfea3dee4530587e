package signalbox.json;

import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The one writer of JSON: without white space, names in their order, numbers exactly.
public final class JsonWriter {
    private static final JsonMapper PLAIN = JsonMapper.builder().build();
    private static final JsonMapper ASCII = JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private JsonWriter() {}

    public static String text(JsonNode tree) {
        return PLAIN.writeValueAsString(tree);
    }

    /// In UTF-8.
    public static byte[] bytes(JsonNode tree) {
        return PLAIN.writeValueAsBytes(tree);
    }

    /// All beyond ASCII escaped, so that a column of the database can hold half surrogates too.
    public static String ascii(JsonNode tree) {
        return ASCII.writeValueAsString(tree);
    }
}
