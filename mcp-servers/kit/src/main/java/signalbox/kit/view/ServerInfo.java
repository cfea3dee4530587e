package signalbox.kit.view;

import java.util.SortedSet;
import java.util.stream.Collectors;
import signalbox.descriptor.ServerName;
import signalbox.kit.endpoint.EndpointPath;
import signalbox.policy.permission.Endpoint;
import signalbox.release.ToolCatalogue;

/// How an endpoint introduces itself to this caller.
///
/// @param version changes whenever a descriptor does; for display
/// @param instructions of the servers whose tools the caller sees; empty where none says anything
public record ServerInfo(String name, String title, String version, String instructions) {
    private static final int DISPLAYED = 12;

    static ServerInfo of(ToolCatalogue catalogue, Endpoint endpoint, SortedSet<ServerName> seen) {
        var only = EndpointPath.server(endpoint);
        var server = only == null || !seen.contains(only) ? null : catalogue.servers().get(only);
        var instructions = seen.stream()
                .map(name -> catalogue.servers().get(name))
                .filter(known -> known != null && !known.instructions().isEmpty())
                .map(known -> known.instructions().strip())
                .collect(Collectors.joining("\n\n"));
        var revision = catalogue.revision();
        var digits = revision.substring(revision.indexOf(':') + 1);
        return new ServerInfo(
                only == null ? "signalbox" : only.value(),
                server == null ? "Signalbox" : server.title(),
                digits.substring(0, Math.min(DISPLAYED, digits.length())),
                instructions);
    }
}
