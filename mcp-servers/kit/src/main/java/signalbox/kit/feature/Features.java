package signalbox.kit.feature;

import java.time.InstantSource;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import signalbox.descriptor.ServerName;
import signalbox.kit.endpoint.CallerContext;
import signalbox.kit.endpoint.ToolRules;
import signalbox.policy.permission.Endpoint;

/// Everything that an endpoint answers, whatever revision of the protocol it is asked in.
public record Features(Tools tools, Resources resources, Prompts prompts) {
    /// What a client reads first: of the servers that its user sees, or why there is nothing to see.
    public String instructions(CallerContext visit) {
        var said = tools.welcome(visit).instructions();
        var note = switch (visit.endpoint()) {
            case Endpoint.Everything() -> "";
            case Endpoint.OfServer(var server) -> nothing(visit, server);
            case Endpoint.OfMajor(var server, var major) -> {
                var nothing = nothing(visit, server);
                yield nothing.isEmpty() ? older(visit, major) : nothing;
            }
        };
        return said.isEmpty() || note.isEmpty() ? said + note : said + "\n\n" + note;
    }

    /// The same for a server that is hidden and for one that is not there; looked up alike, too.
    private String nothing(CallerContext visit, ServerName server) {
        if (!tools.glance(visit).tools().isEmpty()) {
            return "";
        }
        var showing = showing(visit.at(new Endpoint.Everything()));
        if (showing.contains(server)) {
            return "";
        }
        return "No server of the name '" + server + "' shows this caller anything"
                + (showing.isEmpty()
                        ? ", and no other does."
                        : "; these do: " + showing.stream().map(ServerName::value).collect(Collectors.joining(", ")) + ".");
    }

    private SortedSet<ServerName> showing(CallerContext everywhere) {
        var showing = new TreeSet<>(resources.showing(everywhere));
        tools.glance(everywhere).tools().forEach(tool -> showing.add(tool.descriptor().id().name().server()));
        prompts.list(everywhere).forEach(prompt -> showing.add(prompt.server()));
        return showing;
    }

    private String older(CallerContext visit, int major) {
        var shown = tools.glance(visit).tools().stream().mapToInt(tool -> tool.descriptor().id().version().major()).max();
        if (shown.isEmpty()) {
            return "No tool here is of major version " + major + " or an older one.";
        }
        return shown.getAsInt() == major
                ? ""
                : "No tool here is of major version " + major + ": the newest that are shown are of " + shown.getAsInt() + ".";
    }

    public static Features of(
            Supplier<ToolRules> rules, List<ToolServer> servers, Tools.Stores stores, InstantSource clock) {
        var rulings = new DecisionRecorder(clock);
        return new Features(
                new Tools(rules, new ToolHandlers(servers), stores, clock),
                new Resources(rules, servers, stores.bench(), rulings),
                new Prompts(rules, servers, stores.bench(), rulings));
    }
}
