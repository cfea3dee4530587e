package signalbox.kit.view;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.TreeSet;
import signalbox.descriptor.ServerName;
import signalbox.kit.endpoint.CallerContext;
import signalbox.kit.endpoint.ToolRules;
import signalbox.policy.permission.Endpoint;
import signalbox.policy.permission.PrincipalName;
import signalbox.policy.permission.Scopes;
import signalbox.policy.permission.View;

/// The views of visitors, each made once for all who see the same, as long as the rules stay the same.
public final class Views {
    private static final int MOST_TOOLS = 200_000;

    private final Cache<Key, ToolView> made = Caffeine.newBuilder()
            .maximumWeight(MOST_TOOLS)
            .weigher((Key _, ToolView view) -> 1 + view.tools().size())
            .build();

    /// @param viewer the class of the principal, or the principal itself where the policy does not know it
    /// @param hosted whether a host reads it
    private record Key(String tools, String permissions, Object viewer, Scopes scopes, Endpoint endpoint, boolean hosted) {}

    public ToolView of(ToolRules rules, CallerContext caller) {
        var key = new Key(
                rules.tools().revision(), rules.permissions().revision(), viewer(rules, caller.principal()), caller.scopes(), caller.endpoint(),
                caller.delegation() != null);
        return made.get(key, _ -> make(rules, caller));
    }

    private static Object viewer(ToolRules rules, PrincipalName who) {
        var kind = rules.permissions().classOf(who);
        return kind == null ? who : kind;
    }

    private static ToolView make(ToolRules rules, CallerContext caller) {
        var endpoint = caller.endpoint();
        var seen = View.of(rules.tools(), rules.permissions(), caller.principal(), caller.scopes(), endpoint);
        var mentions = caller.delegation() != null
                ? ToolMentions.asWritten()
                : ToolMentions.at(endpoint, seen.stream().map(tool -> tool.descriptor().id().name()).toList());
        var tools = seen.stream()
                .map(tool -> new ListedTool(
                        ToolNames.at(endpoint, tool.descriptor().id().name()), tool.descriptor(),
                        mentions.in(tool.descriptor()), mentions.in(tool.narrowedInput())))
                .toList();
        var servers = new TreeSet<ServerName>();
        tools.forEach(tool -> servers.add(tool.descriptor().id().name().server()));
        return new ToolView(tools, ServerInfo.of(rules.tools(), endpoint, servers));
    }
}
