package signalbox.host.tool.server;

import java.net.URI;
import java.util.function.Supplier;
import signalbox.client.McpClient;
import signalbox.client.McpConnection;
import signalbox.descriptor.ServerName;
import signalbox.host.tool.server.Credentials.AssertedRequest;
import signalbox.http.client.HttpTarget;
import signalbox.identity.Principal;

/// An MCP server that the host knows, under the name that the operator gave it.
public sealed interface RemoteServer permits RemoteServer.Own, UpstreamServer {
    ServerName name();

    /// A connection for this caller, not yet used.
    McpConnection connect(McpClient client, Principal caller);

    /// A server of this installation.
    ///
    /// @param revision of the rules in force: with other rules a list of before says nothing
    record Own(ServerName name, URI endpoint, Credentials credentials, Supplier<String> revision) implements RemoteServer {
        @Override
        public McpConnection connect(McpClient client, Principal caller) {
            return client.to(HttpTarget.own(endpoint), access(caller, new AssertedRequest(endpoint, "", null, "")), false);
        }

        public OwnAccess access(Principal caller, AssertedRequest asserted) {
            return new OwnAccess(credentials, caller, asserted, revision.get());
        }
    }
}
