package signalbox.descriptor;

import java.util.List;
import signalbox.json.Digest;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/// What a third-party server says of one tool, pinned: everything that a model reads or that decides about a call.
public final class UpstreamDigest {
    private static final List<String> PINNED =
            List.of("name", "title", "description", "inputSchema", "outputSchema", "annotations");

    private UpstreamDigest() {}

    /// `sha256:` and 64 hex digits over the canonical JSON (RFC 8785) of name, title, description, both schemas and the
    /// annotations; what is absent is left out.
    ///
    /// @param tool an entry of `tools/list`, as it was sent
    public static String of(JsonNode tool) {
        var pinned = JsonNodeFactory.instance.objectNode();
        for (var key : PINNED) {
            var value = tool.get(key);
            if (value != null) {
                pinned.set(key, value);
            }
        }
        return Digest.sha256(pinned);
    }
}
