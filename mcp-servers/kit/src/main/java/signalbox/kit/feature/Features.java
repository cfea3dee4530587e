package signalbox.kit.feature;

import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import signalbox.descriptor.ServerName;
import signalbox.identity.CallerAssertions;
import signalbox.kit.audit.DecisionRecorder;
import signalbox.kit.call.CallExecutor;
import signalbox.kit.endpoint.CallerContext;
import signalbox.kit.endpoint.EndpointPath;
import signalbox.kit.endpoint.ToolRules;
import signalbox.kit.view.ListedVersions;
import signalbox.kit.view.VersionChoice;
import signalbox.kit.view.Views;
import signalbox.policy.permission.Endpoint;

/// All features of the servers, the same in every revision of the protocol.
public record Features(Tools tools, Resources resources, Prompts prompts) {
    /// The instructions for a client: those of the servers that its user sees, or why there is nothing to see.
    public String instructions(CallerContext caller) {
        var text = tools.serverInfo(caller).instructions();
        var note = switch (caller.endpoint()) {
            case Endpoint.Everything() -> "";
            case Endpoint.OfServer(var server) -> nothing(caller, server);
            case Endpoint.OfMajor(var server, var major) -> {
                var nothing = nothing(caller, server);
                yield nothing.isEmpty() ? older(caller, major) : nothing;
            }
        };
        return text.isEmpty() || note.isEmpty() ? text + note : text + "\n\n" + note;
    }

    /// Why there is nothing at this caller's endpoint, or null where its principal has a right to something there.
    ///
    /// The same text for a hidden server and for one that does not exist, and the same way to find it. What only the
    /// credential hides is not absent: its caller is told which scopes it lacks.
    public @Nullable String absence(CallerContext caller) {
        var server = EndpointPath.server(caller.endpoint());
        return server == null || isShown(caller.withAllScopes(), server) ? null : absent(caller, server);
    }

    private String nothing(CallerContext caller, ServerName server) {
        return isShown(caller, server) ? "" : absent(caller, server);
    }

    private boolean isShown(CallerContext caller, ServerName server) {
        return !tools.view(caller).tools().isEmpty() || showing(caller.at(new Endpoint.Everything())).contains(server);
    }

    private String absent(CallerContext caller, ServerName server) {
        var showing = showing(caller.at(new Endpoint.Everything()));
        return "No server of the name '" + server + "' shows this caller anything"
                + (showing.isEmpty()
                        ? ", and no other does."
                        : "; these do: " + showing.stream().map(ServerName::value).collect(Collectors.joining(", ")) + ".");
    }

    private SortedSet<ServerName> showing(CallerContext everywhere) {
        var showing = new TreeSet<>(resources.showing(everywhere));
        tools.view(everywhere).tools().forEach(tool -> showing.add(tool.descriptor().id().name().server()));
        prompts.list(everywhere).forEach(prompt -> showing.add(prompt.server()));
        return showing;
    }

    private String older(CallerContext caller, int major) {
        var shown = tools.view(caller).tools().stream().mapToInt(tool -> tool.descriptor().id().version().major()).max();
        if (shown.isEmpty()) {
            return "No tool here is of major version " + major + " or an older one.";
        }
        return shown.getAsInt() == major
                ? ""
                : "No tool here is of major version " + major + ": the newest that are shown are of " + shown.getAsInt() + ".";
    }

    public static Features of(
            Supplier<ToolRules> rules, List<ToolServer> servers, CallerAssertions assertions, CallExecutor.Store store) {
        var views = new Views();
        var listed = new ListedVersions(store.database(), store.clock());
        var executor = new CallExecutor(new CallExecutor.Parts(
                rules, ToolServer.handlers(servers), new VersionChoice(listed, views), assertions, store));
        var reads = new RecordedReads(store.threads(), store.audit());
        var recorder = new DecisionRecorder(store.clock());
        return new Features(
                new Tools(rules, views, listed, executor),
                new Resources(rules, servers, reads, recorder),
                new Prompts(rules, servers, reads, recorder));
    }
}
