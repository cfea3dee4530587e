package signalbox.identity.issuer;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import signalbox.policy.permission.Scopes;

/// What an issuer's scopes are worth here.
///
/// @param claim the claim that lists them: a text separated by spaces, or a list of texts
/// @param grants our scopes for each of the issuer's
/// @param basic those of the issuer's that a client asks for first
public record ScopeRule(String claim, Map<String, Scopes> grants, List<String> basic) {
    public static final ScopeRule USUAL = new ScopeRule("scope", Map.of(), List.of());

    public ScopeRule {
        grants = Collections.unmodifiableSortedMap(new TreeMap<>(grants));
        basic = List.copyOf(basic);
    }

    /// What these scopes of a token reach: what `grants` says; one that is in our form already stands for itself; any
    /// other reaches nothing.
    public Scopes reached(Collection<String> scopes) {
        var reached = new TreeSet<String>();
        for (var scope : scopes) {
            var granted = grants.get(scope);
            if (granted != null) {
                reached.addAll(granted.values());
            } else if (Scopes.isValid(scope)) {
                reached.add(scope);
            }
        }
        return new Scopes(reached);
    }

    /// The scopes to ask this issuer for so that all these of ours are reached: the narrowest of `grants` that covers
    /// each, else ours.
    public SortedSet<String> askedFor(Scopes needed) {
        var asked = new TreeSet<String>();
        for (var ours : needed.values()) {
            var theirs = narrowest(ours);
            asked.add(theirs == null ? ours : theirs);
        }
        return asked;
    }

    private @Nullable String narrowest(String ours) {
        var covering = new ArrayList<Map.Entry<String, Coverage>>();
        grants.forEach((theirs, granted) -> {
            var coverage = Coverage.of(granted, ours);
            if (coverage != null) {
                covering.add(Map.entry(theirs, coverage));
            }
        });
        return covering.stream()
                .min(Comparator.<Map.Entry<String, Coverage>, Coverage>comparing(Map.Entry::getValue)
                        .thenComparing(Map.Entry::getKey))
                .map(Map.Entry::getKey)
                .orElse(null);
    }
}
