package signalbox.kit.feature;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import signalbox.descriptor.ServerName;
import signalbox.descriptor.ToolId;
import signalbox.kit.tool.ToolWork;
import signalbox.release.RunTarget;
import signalbox.release.ToolCatalogue;

/// The work behind each served version.
public final class ToolHandlers {
    private final Map<ServerName, ToolServer> servers = new HashMap<>();

    public ToolHandlers(List<ToolServer> servers) {
        for (var server : servers) {
            if (this.servers.put(server.name(), server) != null) {
                throw new IllegalArgumentException("'" + server.name() + "' has its work given twice");
            }
        }
    }

    /// Null where a reloaded release names work that is not there.
    @Nullable ToolWork of(ToolCatalogue catalogue, ToolId id) {
        var release = catalogue.releases().get(id.name());
        var run = release == null ? null : release.serve().get(id.version());
        return run == null ? null : work(id, run);
    }

    /// What is served without work behind it, one sentence each; empty when all is well.
    public List<String> missing(ToolCatalogue catalogue) {
        var missing = new ArrayList<String>();
        catalogue.releases().forEach((tool, release) -> release.serve().forEach((version, run) -> {
            var id = new ToolId(tool, version);
            if (run.isHere() && work(id, run) == null) {
                missing.add("'" + id + "' is served by " + words(run) + ", which server '" + tool.server()
                        + "' does not have; it has " + names(tool.server()));
            }
        }));
        return missing;
    }

    private @Nullable ToolWork work(ToolId id, RunTarget run) {
        var server = servers.get(id.name().server());
        return switch (run) {
            case RunTarget.Java(var name) -> server == null ? null : server.work().get(name);
            case RunTarget.Upstream _ -> null;
        };
    }

    private static String words(RunTarget run) {
        return switch (run) {
            case RunTarget.Java(var name) -> "java: " + name;
            case RunTarget.Upstream(var digest) -> "upstream: " + digest;
        };
    }

    private String names(ServerName name) {
        var server = servers.get(name);
        return server == null || server.work().isEmpty()
                ? "none"
                : String.join(", ", server.work().keySet().stream().sorted().toList());
    }
}
