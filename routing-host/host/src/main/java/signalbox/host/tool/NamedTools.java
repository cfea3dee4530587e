package signalbox.host.tool;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import signalbox.descriptor.ServerName;
import signalbox.descriptor.ToolName;
import signalbox.host.tool.WantedTools.OfServer;
import signalbox.host.tool.elicitation.SeenText;
import signalbox.identity.Principal;
import signalbox.policy.grant.NearestNames;
import signalbox.policy.permission.Endpoint;
import signalbox.policy.permission.View;

/// The tools that a caller may name: those of its own view. It is the rules that say so and not the servers, so that one
/// which gives no answer just now is still there, and one that the caller may not see never is.
final class NamedTools {
    /// Where there is no server.
    static final NamedTools NONE = new NamedTools();

    private static final int MOST_PROBLEMS = 20;
    private static final int MOST_NAMES = 50;

    private final SortedMap<ServerName, SortedSet<String>> tools = new TreeMap<>();

    /// All of the view, whatever will be asked for: what is hidden must not take longer than what is not there.
    ///
    /// @param own the servers of this installation
    /// @param others the third-party servers; one of the same name as one of ours is not there
    static NamedTools of(UpstreamRules rules, Principal caller, SortedSet<ServerName> own, SortedSet<ServerName> others) {
        var named = new NamedTools();
        var who = caller.name();
        View.of(rules.tools(), rules.permissions(), who, caller.scopes(), new Endpoint.Everything()).stream()
                .map(viewed -> viewed.descriptor().id().name())
                .filter(tool -> own.contains(tool.server()))
                .forEach(named::add);
        others.stream().filter(server -> !own.contains(server)).forEach(server ->
                View.upstream(rules.tools(), rules.permissions(), who, caller.scopes(), server)
                        .forEach(viewed -> named.add(viewed.descriptor().id().name())));
        return named;
    }

    private void add(ToolName tool) {
        tools.computeIfAbsent(tool.server(), _ -> new TreeSet<>()).add(tool.tool());
    }

    /// What gives the caller no tool, with what it may name instead; empty where all is well.
    List<String> problems(List<OfServer> wanted) {
        var problems = new ArrayList<String>();
        for (var entry : wanted) {
            var there = tools.get(entry.server());
            if (there == null) {
                problems.add("there is no server '" + entry.server() + "' with tools for you: " + servers(entry.server()));
                continue;
            }
            new TreeSet<>(entry.tools()).stream().filter(tool -> !there.contains(tool)).forEach(tool -> problems.add(
                    "server '" + entry.server() + "' has no tool '" + SeenText.line(tool) + "' for you: " + instead(tool, there)));
        }
        return problems.size() <= MOST_PROBLEMS ? problems : shortened(problems);
    }

    private String servers(ServerName asked) {
        return tools.isEmpty()
                ? "no server has any"
                : instead(asked.value(), tools.keySet().stream().map(ServerName::value).toList());
    }

    private static String instead(String asked, Iterable<String> there) {
        var names = new ArrayList<String>();
        there.forEach(names::add);
        var more = names.size() > MOST_NAMES ? " and " + (names.size() - MOST_NAMES) + " more" : "";
        return NearestNames.hint(asked, names, "you may name " + String.join(", ", names.subList(0, Math.min(MOST_NAMES, names.size()))) + more);
    }

    private static List<String> shortened(List<String> problems) {
        var first = new ArrayList<>(problems.subList(0, MOST_PROBLEMS));
        first.add("and " + (problems.size() - MOST_PROBLEMS) + " more like these");
        return first;
    }
}
