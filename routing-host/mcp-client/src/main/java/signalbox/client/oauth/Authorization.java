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

/// What one principal was allowed at one server, and how it comes to be allowed more. One thread at a time asks for
/// more; the others find what it got.
final class Authorization {
    /// A server that refuses a token this young refuses every token.
    private static final Duration YOUNG = Duration.ofSeconds(30);
    private static final Duration TRADE = Duration.ofSeconds(10);
    /// For so long a person is not asked again for what was refused.
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
            return token().equals(shown) ? more(challenge, consent, deadline) : new Next.Again();
        } finally {
            asking.unlock();
        }
    }

    private Next more(Challenge challenge, Consent consent, Deadline deadline) {
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
            case Discovery.Found found -> at(found, challenge, consent, deadline);
        };
    }

    private Next at(Discovery.Found found, Challenge challenge, Consent consent, Deadline deadline) {
        var now = tokens;
        boolean same = now != null && now.issuer().issuer().equals(found.issuer().issuer());
        return switch (parts.registrar().client(found.issuer(), deadline)) {
            case Registrar.Unknown(var reason) -> new Next.Never(reason);
            case Registrar.Known(var client) -> {
                var party = new TokenEndpoint.Party(
                        found.issuer(), client, found.resource().resource(), parts.settings().redirect());
                if (now != null && same && challenge.status() == 401) {
                    if (refreshed(now, party, deadline)) {
                        yield new Next.Again();
                    }
                    if (System.nanoTime() - now.obtained() < YOUNG.toNanos()) {
                        yield new Next.Never("it refuses a token that was made for it just now");
                    }
                }
                yield asked(found, challenge, party, new Asking(consent, deadline));
            }
        };
    }

    private record Asking(Consent consent, Deadline deadline) {}

    private boolean refreshed(TokenSet now, TokenEndpoint.Party party, Deadline deadline) {
        var refresh = now.refresh();
        if (refresh != null
                && parts.endpoint().refresh(now, refresh, party, deadline) instanceof TokenEndpoint.Given(var fresh)) {
            tokens = fresh;
            return true;
        }
        return false;
    }

    private Next asked(Discovery.Found found, Challenge challenge, TokenEndpoint.Party party, Asking asking) {
        var now = tokens;
        var before = now == null ? Set.<String>of() : now.requested();
        return switch (ScopeChoice.of(challenge, found, before, parts.settings().scopes())) {
            case ScopeChoice.Beyond(var scopes) ->
                new Next.Never("it wants scopes that are not allowed here: " + String.join(" ", scopes));
            case ScopeChoice.Ask(var scopes) -> {
                var refused = refusals.get(new TreeSet<>(scopes));
                if (refused != null && !refused.hasPassed()) {
                    yield new Next.Never("this authorization was refused a short while ago");
                }
                yield switch (granted(party, scopes, asking)) {
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

    private Grant granted(TokenEndpoint.Party party, Set<String> scopes, Asking asking) {
        var request = AuthorizationRequest.of(
                party.issuer(), party.client(), party.resource(), party.redirect(), scopes);
        return switch (asking.consent().ask(request, asking.deadline())) {
            case Consent.Refused(var reason) -> new Refused(reason);
            case Consent.Unanswered(var reason) -> new Unanswered(reason);
            case Consent.Redirected(var query) -> switch (AuthorizationAnswer.of(query, request)) {
                case AuthorizationAnswer.Refused(var reason) -> new Refused(reason);
                case AuthorizationAnswer.Code(var code) -> traded(code, request, party);
            };
        };
    }

    /// A person may have taken longer than the call had time: trading has a time of its own.
    private Grant traded(String code, AuthorizationRequest request, TokenEndpoint.Party party) {
        return switch (parts.endpoint().code(code, request, party, Deadline.in(TRADE))) {
            case TokenEndpoint.Given(var fresh) -> {
                tokens = fresh;
                yield new Granted();
            }
            case TokenEndpoint.Refused(var error, var reason) -> {
                if (error.equals("invalid_client")) {
                    parts.registrar().forget(party.issuer().issuer());
                }
                yield error.isEmpty() ? new Unanswered(reason) : new Refused(reason);
            }
        };
    }
}
