package signalbox.policy.permission;

import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/// What a credential was issued for; it can only take rights away from its principal.
///
/// A scope is `*`, or a pattern of what may be reached: `tool:retail.*`, `tool:retail.get_*`, `model:openai/*`,
/// `act-for`.
public record Scopes(Set<String> values) {
    /// Everything the principal may do.
    public static final Scopes ALL = new Scopes(Set.of("*"));

    public Scopes {
        values = Collections.unmodifiableSortedSet(new TreeSet<>(values));
    }

    /// Reads a list separated by spaces or commas.
    public static Scopes parse(String text) {
        var values = new TreeSet<String>();
        for (var part : text.trim().split("[ ,]+", -1)) {
            if (!part.isEmpty()) {
                values.add(part);
            }
        }
        return new Scopes(values);
    }

    @Override
    public String toString() {
        return String.join(" ", values);
    }
}
