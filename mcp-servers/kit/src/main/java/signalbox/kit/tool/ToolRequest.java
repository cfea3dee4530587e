package signalbox.kit.tool;

import signalbox.descriptor.ToolId;
import signalbox.kit.input.Client;
import signalbox.kit.input.InputResponses;
import signalbox.policy.permission.PrincipalName;
import tools.jackson.databind.node.ObjectNode;

/// A permitted call whose arguments fit the input schema of exactly this version.
///
/// @param caller whose rights the call uses: behind the routing host, the host's caller
public record ToolRequest(ToolId id, ObjectNode arguments, PrincipalName caller, Client client, InputResponses answers) {
    public ToolRequest(ToolId id, ObjectNode arguments, PrincipalName caller) {
        this(id, arguments, caller, Client.SILENT, InputResponses.NONE);
    }
}
