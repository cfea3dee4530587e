package signalbox.client.exchange;

import java.util.List;
import signalbox.descriptor.HeaderParameter;
import tools.jackson.databind.node.ObjectNode;

/// A tool as a server shows it. Nothing of it is trusted: what it claims about itself is text.
///
/// @param definition all that the server wrote
/// @param headers arguments that must be repeated in headers
public record ServerTool(String name, ObjectNode definition, List<HeaderParameter> headers) {
    public ServerTool {
        headers = List.copyOf(headers);
    }

    public String description() {
        return definition.path("description").asString("");
    }

    /// An empty object where the server wrote none.
    public ObjectNode inputSchema() {
        return definition.path("inputSchema") instanceof ObjectNode schema ? schema : definition.objectNode();
    }

    /// An empty object where the server wrote none.
    public ObjectNode meta() {
        return definition.path("_meta") instanceof ObjectNode meta ? meta : definition.objectNode();
    }
}
