package signalbox.kit.listener;

import java.util.function.BiPredicate;
import java.util.function.Supplier;
import signalbox.identity.Authenticator;
import signalbox.identity.Principal;
import signalbox.kit.endpoint.CallerContext;
import signalbox.kit.endpoint.ToolRules;

/// Whether a credential that was let in would still be let in: it is valid, and where it is that of a host that acts for a
/// caller, the host may still do so and the caller's credential is valid too.
final class CredentialCheck implements BiPredicate<Principal, CallerContext> {
    private final Supplier<ToolRules> rules;
    private final Authenticator authenticator;

    CredentialCheck(Supplier<ToolRules> rules, Authenticator authenticator) {
        this.rules = rules;
        this.authenticator = authenticator;
    }

    @Override
    public boolean test(Principal bearer, CallerContext caller) {
        var delegation = caller.delegation();
        if (delegation == null) {
            return authenticator.isLive(bearer);
        }
        var subject = delegation.assertion().subject().actedForBy(delegation.host());
        return authenticator.isLive(bearer) && mayActForOthers(bearer) && authenticator.isLive(subject);
    }

    boolean mayActForOthers(Principal bearer) {
        return rules.get().permissions().mayActFor(bearer.name()) && bearer.scopes().reachActFor();
    }
}
