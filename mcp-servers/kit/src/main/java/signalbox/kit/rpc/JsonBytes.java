package signalbox.kit.rpc;

import java.nio.charset.StandardCharsets;
import tools.jackson.databind.JsonNode;

/// JSON that is written once and sent often.
public final class JsonBytes {
    private final byte[] bytes;

    private JsonBytes(byte[] bytes) {
        this.bytes = bytes;
    }

    public static JsonBytes of(JsonNode tree) {
        return new JsonBytes(tree.toString().getBytes(StandardCharsets.UTF_8));
    }

    public int length() {
        return bytes.length;
    }

    /// Must not be changed.
    byte[] shared() {
        return bytes;
    }

    @Override
    public String toString() {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
