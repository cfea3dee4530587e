package signalbox.kit;

import signalbox.descriptor.ToolId;
import signalbox.kit.ask.Answers;
import signalbox.kit.ask.Client;
import signalbox.policy.permission.PrincipalName;
import tools.jackson.databind.node.ObjectNode;

/// A permitted call whose arguments fit the input schema of exactly this version.
///
/// @param caller whose rights the call uses: behind the routing host, the host's caller
public record ToolRequest(ToolId id, ObjectNode arguments, PrincipalName caller, Client client, Answers answers) {
    public ToolRequest(ToolId id, ObjectNode arguments, PrincipalName caller) {
        this(id, arguments, caller, Client.SILENT, Answers.NONE);
    }
}
