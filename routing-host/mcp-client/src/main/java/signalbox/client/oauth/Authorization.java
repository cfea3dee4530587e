package signalbox.client.oauth;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import signalbox.client.exchange.Access.Next;
import signalbox.client.exchange.Challenge;
import signalbox.client.oauth.OAuthSettings.ClientName;
import signalbox.http.client.Deadline;

/// What one principal was granted at one server, and how it obtains more. One thread at a time asks for more; the others
/// use what it got.
final class Authorization {
    /// A server that refuses a token as fresh as this refuses every token.
    private static final Duration FRESH = Duration.ofSeconds(30);
    private static final Duration REDEMPTION = Duration.ofSeconds(10);
    /// How long a person is not asked again for what was refused.
    private static final Duration REMEMBERED = Duration.ofMinutes(10);

    private final Parts parts;
    private final ReentrantLock asking = new ReentrantLock();
    private final Map<Set<String>, Deadline> refusals = new HashMap<>();
    private volatile @Nullable TokenSet tokens;

    Authorization(Parts parts) {
        this.parts = parts;
    }

    record Parts(OAuthSettings settings, Discovery discovery, Registrar registrar, TokenEndpoint endpoint) {}

    /// The access token, or empty.
    String token() {
        var now = tokens;
        return now == null ? "" : now.access();
    }

    /// @param shown the token that the server refused, or empty
    Next better(String shown, Challenge challenge, Consent consent, Deadline deadline) {
        try {
            if (!asking.tryLock(deadline.left().toMillis(), TimeUnit.MILLISECONDS)) {
                return new Next.Never("no authorization in time");
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return new Next.Never("the call was cancelled");
        }
        try {
            return token().equals(shown) ? obtain(challenge, consent, deadline) : new Next.Again();
        } finally {
            asking.unlock();
        }
    }

    private Next obtain(Challenge challenge, Consent consent, Deadline deadline) {
        var now = tokens;
        if (challenge.status() == 403 && (now == null || !challenge.isAboutScope())) {
            return new Next.Never("it refused the request with HTTP 403");
        }
        if (now != null && challenge.status() == 403 && now.requested().containsAll(challenge.scopes())) {
            return new Next.Never("it refuses though every scope that it names was asked for: "
                    + String.join(" ", challenge.scopes()));
        }
        var wanted = parts.settings().client() instanceof ClientName.Registered(var issuer, var _, var _) ? issuer : null;
        return switch (parts.discovery().find(challenge, wanted, deadline)) {
            case Discovery.NotFound(var reason) -> new Next.Never(reason);
            case Discovery.Found found -> atIssuer(found, challenge, consent, deadline);
        };
    }

    private Next atIssuer(Discovery.Found found, Challenge challenge, Consent consent, Deadline deadline) {
        var now = tokens;
        boolean same = now != null && now.issuer().issuer().equals(found.issuer().issuer());
        return switch (parts.registrar().client(found.issuer(), deadline)) {
            case Registrar.Unknown(var reason) -> new Next.Never(reason);
            case Registrar.Known(var registered) -> {
                var client = new TokenEndpoint.Client(
                        found.issuer(), registered, found.resource().resource(), parts.settings().redirect());
                if (now != null && same && challenge.status() == 401) {
                    if (refreshed(now, client, deadline)) {
                        yield new Next.Again();
                    }
                    if (System.nanoTime() - now.obtained() < FRESH.toNanos()) {
                        yield new Next.Never("it refuses a token that was made for it just now");
                    }
                }
                yield authorize(found, challenge, client, new Interaction(consent, deadline));
            }
        };
    }

    private record Interaction(Consent consent, Deadline deadline) {}

    private boolean refreshed(TokenSet now, TokenEndpoint.Client client, Deadline deadline) {
        var refresh = now.refresh();
        if (refresh != null
                && parts.endpoint().refresh(now, refresh, client, deadline) instanceof TokenEndpoint.Issued(var fresh)) {
            tokens = fresh;
            return true;
        }
        return false;
    }

    private Next authorize(Discovery.Found found, Challenge challenge, TokenEndpoint.Client client, Interaction interaction) {
        var now = tokens;
        var before = now == null ? Set.<String>of() : now.requested();
        return switch (ScopeChoice.of(challenge, found, before, parts.settings().scopes())) {
            case ScopeChoice.NotAllowed(var scopes) ->
                new Next.Never("it wants scopes that are not allowed here: " + String.join(" ", scopes));
            case ScopeChoice.Ask(var scopes) -> {
                var refused = refusals.get(new TreeSet<>(scopes));
                if (refused != null && !refused.hasPassed()) {
                    yield new Next.Never("this authorization was refused a short while ago");
                }
                yield switch (askPerson(client, scopes, interaction)) {
                    case Granted _ -> new Next.Again();
                    case Unanswered(var reason) -> new Next.Never(reason);
                    case Refused(var reason) -> {
                        refusals.put(new TreeSet<>(scopes), Deadline.in(REMEMBERED));
                        yield new Next.Never(reason);
                    }
                };
            }
        };
    }

    private sealed interface Grant {}

    private record Granted() implements Grant {}

    private record Refused(String reason) implements Grant {}

    /// It may be asked again.
    private record Unanswered(String reason) implements Grant {}

    private Grant askPerson(TokenEndpoint.Client client, Set<String> scopes, Interaction interaction) {
        var request = AuthorizationRequest.of(
                client.issuer(), client.client(), client.resource(), client.redirect(), scopes);
        return switch (interaction.consent().ask(request, interaction.deadline())) {
            case Consent.Refused(var reason) -> new Refused(reason);
            case Consent.Unanswered(var reason) -> new Unanswered(reason);
            case Consent.Redirected(var query) -> switch (AuthorizationAnswer.of(query, request)) {
                case AuthorizationAnswer.Refused(var reason) -> new Refused(reason);
                case AuthorizationAnswer.Code(var code) -> redeem(code, request, client);
            };
        };
    }

    /// A person may have taken longer than the call has left: redeeming the code has a time of its own.
    private Grant redeem(String code, AuthorizationRequest request, TokenEndpoint.Client client) {
        return switch (parts.endpoint().code(code, request, client, Deadline.in(REDEMPTION))) {
            case TokenEndpoint.Issued(var fresh) -> {
                tokens = fresh;
                yield new Granted();
            }
            case TokenEndpoint.Refused(var error, var reason) -> {
                if (error.equals("invalid_client")) {
                    parts.registrar().forget(client.issuer().issuer());
                }
                yield error.isEmpty() ? new Unanswered(reason) : new Refused(reason);
            }
        };
    }
}
