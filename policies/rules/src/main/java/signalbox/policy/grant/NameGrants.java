package signalbox.policy.grant;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// All entries about one kind of name.
public record NameGrants(List<NameGrant> never, List<NameGrant> may) {
    public static final NameGrants NONE = new NameGrants(List.of(), List.of());

    public NameGrants {
        never = List.copyOf(never);
        may = List.copyOf(may);
    }

    NameGrants and(NameGrants others) {
        var allNever = new ArrayList<>(never);
        allNever.addAll(others.never);
        var allMay = new ArrayList<>(may);
        allMay.addAll(others.may);
        return new NameGrants(allNever, allMay);
    }

    /// The first entry under `never` that names it, or null.
    public @Nullable NameGrant forbidding(String name) {
        return first(never, name);
    }

    /// The first entry under `may` that names it, or null.
    public @Nullable NameGrant granting(String name) {
        return first(may, name);
    }

    private static @Nullable NameGrant first(List<NameGrant> entries, String name) {
        for (var entry : entries) {
            if (entry.names().matches(name)) {
                return entry;
            }
        }
        return null;
    }
}
