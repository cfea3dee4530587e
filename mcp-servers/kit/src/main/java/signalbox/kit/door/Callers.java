package signalbox.kit.door;

import java.net.URI;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import signalbox.identity.CallerStatement;
import signalbox.identity.Principal;
import signalbox.identity.StatementCheck;
import signalbox.identity.Statements;
import signalbox.kit.http.Head;
import signalbox.kit.rpc.Refusal;
import signalbox.policy.permission.Endpoint;
import signalbox.kit.desk.EndpointPath;
import signalbox.kit.desk.Visit;
import signalbox.kit.ToolRules;

/// Settles whose rights a request uses: those of the credential, or those of the caller its host speaks for.
final class Callers {
    private static final Logger LOG = LoggerFactory.getLogger(Callers.class);

    private final Supplier<ToolRules> rules;
    private final Statements statements;
    private final @Nullable URI url;

    /// @param url how hosts reach this listener, or null for loopback and its own port
    Callers(Supplier<ToolRules> rules, Statements statements, @Nullable URI url) {
        this.rules = rules;
        this.statements = statements;
        this.url = url;
    }

    sealed interface Admission {
        record Admitted(Visit visit) implements Admission {}

        record Refused(Refusal refusal) implements Admission {}
    }

    Admission visit(Principal principal, Endpoint at, Head head) {
        var presented = head.headers(CallerStatement.HEADER);
        if (presented.isEmpty()) {
            return new Admission.Admitted(new Visit(principal.name(), principal.scopes(), at, null));
        }
        if (!mayActForOthers(principal)) {
            return refused("'" + principal.name() + "' may not act for others: leave out " + CallerStatement.HEADER + ".");
        }
        if (presented.size() > 1) {
            return refused("Send " + CallerStatement.HEADER + " once.");
        }
        var base = url == null ? "http://127.0.0.1:" + head.localPort() : url.toString();
        var endpoint = URI.create(base + EndpointPath.of(at));
        return switch (statements.onArrival(presented.getFirst(), principal, endpoint)) {
            case StatementCheck.Refused(var reason) -> {
                LOG.warn("A statement of {} at {} was refused: {}", principal.name(), endpoint, reason);
                yield refused("The statement in " + CallerStatement.HEADER + " is not accepted.");
            }
            case StatementCheck.Vouched(var caller, var statement) -> new Admission.Admitted(new Visit(
                    caller.name(), caller.scopes(), at, new Visit.Behalf(principal.name(), statement)));
        };
    }

    private boolean mayActForOthers(Principal principal) {
        return rules.get().permissions().mayActFor(principal.name())
                && principal.scopes().reachActFor();
    }

    private static Admission refused(String text) {
        return new Admission.Refused(Refusal.of(403, Refusal.INVALID_REQUEST, text));
    }
}
