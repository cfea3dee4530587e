package signalbox.kit.listener;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import signalbox.http.server.RequestHead;
import signalbox.identity.AssertionCheck;
import signalbox.identity.CallerAssertion;
import signalbox.identity.CallerAssertions;
import signalbox.identity.Principal;
import signalbox.kit.endpoint.CallerContext;
import signalbox.kit.endpoint.EndpointPath;
import signalbox.kit.protocol.IncomingRequest;
import signalbox.kit.rpc.Refusal;
import signalbox.policy.permission.Endpoint;

/// Decides whose rights a request uses: those of its credential, or those of the caller that its host acts for.
final class EffectiveCaller {
    private static final Logger LOG = LoggerFactory.getLogger(EffectiveCaller.class);

    private final CredentialCheck check;
    private final CallerAssertions assertions;
    private final @Nullable URI url;

    /// @param url how hosts reach this listener, or null for loopback and its own port
    EffectiveCaller(CredentialCheck check, CallerAssertions assertions, @Nullable URI url) {
        this.check = check;
        this.assertions = assertions;
        this.url = url;
    }

    sealed interface Admission {
        record Admitted(CallerContext caller) implements Admission {}

        record Refused(Refusal refusal) implements Admission {}
    }

    Admission admit(Principal principal, Endpoint at, RequestHead head) {
        var presented = head.headers(CallerAssertion.HEADER);
        if (presented.isEmpty()) {
            return new Admission.Admitted(new CallerContext(
                    principal.name(), principal.scopes(), at, "credential " + principal.credential().id(), null));
        }
        if (!check.mayActForOthers(principal)) {
            return refused("'" + principal.name() + "' may not act for others: leave out " + CallerAssertion.HEADER + ".");
        }
        if (presented.size() > 1) {
            return refused("Send " + CallerAssertion.HEADER + " once.");
        }
        var base = url == null ? "http://127.0.0.1:" + head.localPort() : url.toString();
        var endpoint = URI.create(base + EndpointPath.of(at));
        return switch (assertions.onArrival(presented.getFirst(), principal, endpoint)) {
            case AssertionCheck.Refused(var reason) -> {
                LOG.warn("An assertion of {} at {} was refused: {}", principal.name(), endpoint, reason);
                yield refused("The assertion in " + CallerAssertion.HEADER + " is not accepted.");
            }
            case AssertionCheck.Vouched(var subject, var assertion) -> new Admission.Admitted(new CallerContext(
                    subject.name(), subject.scopes(), at, "host " + principal.name(),
                    new CallerContext.Delegation(principal.name(), assertion)));
        };
    }

    /// Whether a host sent it, for a caller or to ask for itself what there is.
    boolean isHost(IncomingRequest request) {
        return request.caller().delegation() != null || check.mayActForOthers(request.principal());
    }

    private static Admission refused(String text) {
        return new Admission.Refused(Refusal.of(403, Refusal.INVALID_REQUEST, text));
    }
}
