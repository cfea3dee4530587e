package signalbox.host.wire.caller;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import signalbox.host.turn.ToolOffer;

/// Those of a request's tools that a choice of `allowed_tools` leaves; the others are as good as not there.
public record AllowedTools(List<ToolOffer> own, List<CallerRequest.HostTools> hosts) {
    /// @param name where an entry names its function
    public static AllowedTools read(
            CallerField tools, List<ToolOffer> own, List<CallerRequest.HostTools> hosts, UnaryOperator<CallerField> name) {
        Set<String> functions = new HashSet<>();
        List<CallerRequest.HostTools> servers = new ArrayList<>();
        for (int i = 0; i < tools.list().size(); i++) {
            CallerField tool = tools.item(i);
            tool.object();
            switch (tool.field("type").word("function", "mcp")) {
                case "function" -> functions.add(function(own, name.apply(tool)));
                default -> servers.addAll(servers(hosts, tool));
            }
        }
        return new AllowedTools(own.stream().filter(offer -> functions.contains(offer.name())).toList(), servers);
    }

    private static String function(List<ToolOffer> own, CallerField name) {
        if (own.stream().noneMatch(offer -> offer.name().equals(name.text()))) {
            throw name.complaint("is '" + name.text() + "', which is not in 'tools': add it there");
        }
        return name.text();
    }

    private static List<CallerRequest.HostTools> servers(List<CallerRequest.HostTools> hosts, CallerField tool) {
        CallerField label = tool.field("server_label");
        CallerField name = tool.field("name");
        List<CallerRequest.HostTools> found = new ArrayList<>();
        for (CallerRequest.HostTools host : hosts) {
            if (host.server().equals(label.text())
                    && (name.isAbsent() || host.allowed().isEmpty() || host.allowed().contains(name.text()))) {
                found.add(name.isAbsent() ? host : new CallerRequest.HostTools(host.server(), List.of(name.text())));
            }
        }
        if (found.isEmpty()) {
            throw label.complaint("is '" + label.text() + "', of which 'tools' has no such tool: add it there");
        }
        return found;
    }
}
