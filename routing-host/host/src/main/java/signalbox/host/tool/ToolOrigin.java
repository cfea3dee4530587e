package signalbox.host.tool;

import java.net.URI;
import signalbox.client.exchange.ServerTool;
import signalbox.descriptor.Descriptor;

/// Where a tool does its work.
public sealed interface ToolOrigin {
    ServerTool tool();

    /// At a server of this installation, which decides on its calls itself.
    record Own(URI endpoint, ServerTool tool) implements ToolOrigin {}

    /// At a third-party server: the host decides, by the released descriptor.
    record Upstream(Descriptor descriptor, ServerTool tool) implements ToolOrigin {}
}
