package signalbox.host.tool;

import java.util.List;
import signalbox.client.exchange.ServerTool;
import signalbox.source.Digest;
import tools.jackson.databind.node.JsonNodeFactory;

/// The digest of a tool as a server of others shows it: of everything that could sway a model or change a call, in
/// canonical JSON. One character more is another tool.
final class UpstreamDigest {
    private static final List<String> KEYS =
            List.of("name", "title", "description", "inputSchema", "outputSchema", "annotations");

    private UpstreamDigest() {}

    static String of(ServerTool tool) {
        var pinned = JsonNodeFactory.instance.objectNode();
        for (var key : KEYS) {
            if (tool.definition().has(key)) {
                pinned.set(key, tool.definition().get(key));
            }
        }
        return Digest.sha256(pinned);
    }
}
