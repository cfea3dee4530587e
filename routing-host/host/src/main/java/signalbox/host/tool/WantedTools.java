package signalbox.host.tool;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import signalbox.descriptor.ServerName;
import signalbox.descriptor.ToolName;

/// The host tools a run asks for; it never gets more than its caller's own view.
public sealed interface WantedTools {
    /// Those that the routing rule of the first step names.
    record FromRule() implements WantedTools {}

    record None() implements WantedTools {}

    record Listed(List<OfServer> entries) implements WantedTools {
        public Listed {
            entries = List.copyOf(entries);
        }
    }

    /// @param tools bare names; empty means all of the server
    record OfServer(ServerName server, Set<String> tools) {
        public OfServer {
            tools = Set.copyOf(tools);
        }

        boolean wants(String tool) {
            return tools.isEmpty() || tools.contains(tool);
        }
    }

    /// Reads names as a rule or a header writes them: `retail` or `retail.get_order_details`.
    ///
    /// @throws IllegalArgumentException naming the first one that is neither
    public static Listed named(List<String> names) {
        var whole = new TreeSet<ServerName>();
        var single = new TreeMap<ServerName, Set<String>>();
        for (var name : names) {
            if (name.contains(".")) {
                var tool = ToolName.parse(name);
                single.computeIfAbsent(tool.server(), _ -> new TreeSet<>()).add(tool.tool());
            } else {
                whole.add(new ServerName(name));
            }
        }
        single.keySet().removeAll(whole);
        var entries = new ArrayList<OfServer>();
        whole.forEach(server -> entries.add(new OfServer(server, Set.of())));
        single.forEach((server, tools) -> entries.add(new OfServer(server, tools)));
        return new Listed(entries);
    }
}
