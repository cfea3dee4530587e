package signalbox.policy.grant;

import java.util.List;
import java.util.Map;

/// A named bundle of grants.
///
/// @param may entries about tools, as `never`
/// @param names entries about what has no version and no arguments
/// @param actFor whether its holder may call in another principal's name
public record Role(String name, List<Grant> may, List<Grant> never, Map<NameKind, NameGrants> names, boolean actFor) {
    public Role {
        may = List.copyOf(may);
        never = List.copyOf(never);
        names = Map.copyOf(names);
    }

    public NameGrants names(NameKind kind) {
        return names.getOrDefault(kind, NameGrants.NONE);
    }
}
