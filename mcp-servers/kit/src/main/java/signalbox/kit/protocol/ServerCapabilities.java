package signalbox.kit.protocol;

import signalbox.kit.endpoint.CallerContext;
import signalbox.kit.feature.Features;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// MCP's server capabilities of an endpoint for one caller.
public final class ServerCapabilities {
    private ServerCapabilities() {}

    /// Resources and prompts are included where the caller sees any.
    public static ObjectNode of(Features features, CallerContext caller) {
        var tree = JsonNodeFactory.instance.objectNode();
        tree.putObject("tools").put("listChanged", true);
        boolean resources = !features.resources().list(caller).isEmpty() || !features.resources().templates(caller).isEmpty();
        boolean prompts = !features.prompts().list(caller).isEmpty();
        if (resources) {
            tree.putObject("resources").put("subscribe", true).put("listChanged", true);
        }
        if (prompts) {
            tree.putObject("prompts").put("listChanged", true);
        }
        if (resources || prompts) {
            tree.putObject("completions");
        }
        tree.putObject("logging");
        return tree;
    }
}
