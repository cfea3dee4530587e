package signalbox.policy.grant;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import signalbox.descriptor.Descriptor;
import signalbox.descriptor.ToolId;

/// All that a set of roles says, with the entries about each known tool version found in one look.
///
/// A tool version that was not known when the rights were made matches nothing.
public final class Rights {
    private static final Entries NOTHING = new Entries(List.of(), List.of());

    /// The entries whose pattern matches a tool version; `where`, arguments and conditions are not looked at yet.
    public record Entries(List<Grant> never, List<Grant> may) {
        public Entries {
            never = List.copyOf(never);
            may = List.copyOf(may);
        }
    }

    private final Map<ToolId, Entries> byTool = new HashMap<>();
    private final Map<NameKind, NameGrants> byKind = new EnumMap<>(NameKind.class);
    private final boolean actFor;

    public Rights(List<Role> roles, Collection<Descriptor> tools) {
        for (var tool : tools) {
            var never = new ArrayList<Grant>();
            var may = new ArrayList<Grant>();
            for (var role : roles) {
                role.never().stream().filter(grant -> grant.tool().matches(tool.id())).forEach(never::add);
                role.may().stream().filter(grant -> grant.tool().matches(tool.id())).forEach(may::add);
            }
            byTool.put(tool.id(), new Entries(never, may));
        }
        for (var kind : NameKind.values()) {
            byKind.put(kind, roles.stream().map(role -> role.names(kind)).reduce(NameGrants.NONE, NameGrants::and));
        }
        actFor = roles.stream().anyMatch(Role::actFor);
    }

    public Entries about(ToolId tool) {
        return byTool.getOrDefault(tool, NOTHING);
    }

    public NameGrants about(NameKind kind) {
        return byKind.getOrDefault(kind, NameGrants.NONE);
    }

    public boolean mayActFor() {
        return actFor;
    }
}
