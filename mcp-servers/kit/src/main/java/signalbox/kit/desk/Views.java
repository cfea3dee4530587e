package signalbox.kit.desk;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import signalbox.kit.ToolRules;
import signalbox.policy.permission.Endpoint;
import signalbox.policy.permission.PrincipalName;
import signalbox.policy.permission.Scopes;
import signalbox.policy.permission.View;

/// The views of visitors, each made once for all who see the same, as long as the rules stay the same.
final class Views {
    private static final int MOST_TOOLS = 200_000;

    private final Cache<Key, ToolView> made = Caffeine.newBuilder()
            .maximumWeight(MOST_TOOLS)
            .weigher((Key _, ToolView view) -> 1 + view.tools().size())
            .build();

    /// @param viewer what decides beside the scopes: the principal, or the kind of principal it is
    private record Key(String tools, String permissions, Object viewer, Scopes scopes, Endpoint endpoint) {}

    ToolView of(ToolRules rules, Visit visit) {
        var key = new Key(
                rules.tools().revision(), rules.permissions().revision(), viewer(rules, visit.who()), visit.scopes(), visit.endpoint());
        return made.get(key, _ -> make(rules, visit));
    }

    /// Principals of one class see the same, but for those that some tool is pinned for.
    private static Object viewer(ToolRules rules, PrincipalName who) {
        var name = who.toString();
        boolean pinned = rules.tools().releases().values().stream().anyMatch(release -> release.pins().containsKey(name));
        var kind = pinned ? null : rules.permissions().classOf(who);
        return kind == null ? who : kind;
    }

    private static ToolView make(ToolRules rules, Visit visit) {
        return new ToolView(View.of(rules.tools(), rules.permissions(), visit.who(), visit.scopes(), visit.endpoint()).stream()
                .map(tool -> new OfferedTool(
                        ToolNames.at(visit.endpoint(), tool.descriptor().id().name()), tool.descriptor(), tool.narrowedInput()))
                .toList());
    }
}
