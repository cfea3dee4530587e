package signalbox.client.oauth;

import java.util.Set;
import java.util.TreeSet;
import signalbox.client.exchange.Challenge;

/// Which scopes to ask for ("Scope Selection Strategy", "Step-Up Authorization Flow").
sealed interface ScopeChoice {
    /// Makes refresh tokens possible; a matter of the authorization server, not of the resource.
    String OFFLINE = "offline_access";

    /// @param scopes empty where none are named
    record Ask(Set<String> scopes) implements ScopeChoice {
        public Ask {
            scopes = Set.copyOf(scopes);
        }
    }

    /// The operator allows less than the server wants.
    record NotAllowed(Set<String> scopes) implements ScopeChoice {}

    /// What the challenge names, else what the resource supports, and in any case what was asked for before.
    ///
    /// @param allowed by the operator; empty allows everything
    static ScopeChoice of(Challenge challenge, Discovery.Found found, Set<String> before, Set<String> allowed) {
        var supported = found.resource().scopes();
        var named = !challenge.scopes().isEmpty() ? challenge.scopes() : supported == null ? Set.<String>of() : supported;
        var beyond = new TreeSet<>(named);
        beyond.removeAll(allowed);
        if (!allowed.isEmpty() && !challenge.scopes().isEmpty() && !beyond.isEmpty()) {
            return new NotAllowed(beyond);
        }
        var scopes = new TreeSet<>(named);
        scopes.addAll(before);
        if (found.issuer().scopes().contains(OFFLINE)) {
            scopes.add(OFFLINE);
        }
        if (!allowed.isEmpty()) {
            scopes.retainAll(allowed);
        }
        return new Ask(scopes);
    }
}
