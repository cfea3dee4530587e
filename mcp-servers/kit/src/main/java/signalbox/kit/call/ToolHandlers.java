package signalbox.kit.call;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import signalbox.descriptor.ServerName;
import signalbox.descriptor.ToolId;
import signalbox.kit.tool.ToolWork;
import signalbox.release.RunTarget;
import signalbox.release.ToolCatalogue;

/// The work behind each served version.
///
/// @param work of each server, by the names that `run: {java: name}` in `releases.yaml` uses
public record ToolHandlers(Map<ServerName, Map<String, ToolWork>> work) {
    public ToolHandlers {
        work = Map.copyOf(work);
    }

    /// Null where a reloaded release names work that is not there.
    @Nullable ToolWork of(ToolCatalogue catalogue, ToolId id) {
        var release = catalogue.releases().get(id.name());
        var run = release == null ? null : release.serve().get(id.version());
        return run == null ? null : of(id, run);
    }

    /// What is served without work behind it, one sentence each; empty when all is well.
    public List<String> missing(ToolCatalogue catalogue) {
        var missing = new ArrayList<String>();
        catalogue.releases().forEach((tool, release) -> release.serve().forEach((version, run) -> {
            var id = new ToolId(tool, version);
            if (run.isHere() && of(id, run) == null) {
                missing.add("'" + id + "' is served by " + words(run) + ", which server '" + tool.server()
                        + "' does not have; it has " + names(tool.server()));
            }
        }));
        return missing;
    }

    private @Nullable ToolWork of(ToolId id, RunTarget run) {
        return switch (run) {
            case RunTarget.Java(var name) -> work.getOrDefault(id.name().server(), Map.of()).get(name);
            case RunTarget.Upstream _ -> null;
        };
    }

    private static String words(RunTarget run) {
        return switch (run) {
            case RunTarget.Java(var name) -> "java: " + name;
            case RunTarget.Upstream(var digest, var _) -> "upstream: " + digest;
        };
    }

    private String names(ServerName server) {
        var names = work.getOrDefault(server, Map.of()).keySet();
        return names.isEmpty() ? "none" : names.stream().sorted().collect(Collectors.joining(", "));
    }
}
