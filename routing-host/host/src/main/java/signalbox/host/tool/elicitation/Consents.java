package signalbox.host.tool.elicitation;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import signalbox.client.exchange.Reply;
import signalbox.client.oauth.AuthorizationRequest;
import signalbox.client.oauth.Consent;
import signalbox.descriptor.ServerName;
import signalbox.host.ledger.RunView.Input.Kind;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Authorizations that persons are asked to give in a browser while a run waits.
///
/// The browser comes back without a token, so whoever was sent the address could have opened it. It is shown a code, and
/// the run goes on when its own caller sends that code: so the one who consented and the one who asked are the same, or
/// trust each other.
public final class Consents {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
    private static final int MOST_TRIES = 5;
    private static final int LONGEST_QUERY = 8_192;

    private final ConcurrentMap<String, Waiting> waiting = new ConcurrentHashMap<>();

    /// Asks the caller of a run, who may take until then.
    public Consent of(ServerName server, Elicitations elicitations, Duration within) {
        return (request, _) -> asked(server, elicitations, within, request);
    }

    /// The browser came back.
    ///
    /// @param query of its address
    /// @return the code to show it, or null where nobody waits for it or it came before
    public @Nullable String returned(String query) {
        if (query.length() > LONGEST_QUERY) {
            return null;
        }
        var found = waiting.get(AuthorizationRequest.stateOf(query));
        return found != null && found.accept(query) ? found.code : null;
    }

    private Consent.Outcome asked(ServerName server, Elicitations elicitations, Duration within, AuthorizationRequest request) {
        var mine = new Waiting();
        var elicitation = new ElicitationRequest(
                server, Kind.AUTHORIZATION,
                "'" + server + "' wants your authorization: open the address, and send the code that it shows at its end",
                schema(), request.address(), mine::faults);
        if (!elicitations.canBeAsked()) {
            elicitations.declined(elicitation);
            return new Consent.Unanswered("it wants a person's authorization, and nobody can be asked here");
        }
        waiting.put(request.state(), mine);
        try {
            return switch (elicitations.ask(elicitation, within)) {
                case Reply.Accept _ -> mine.redirected();
                case Reply.Decline _ -> new Consent.Refused("the authorization was declined");
                case Reply.Cancel _ -> new Consent.Unanswered("nobody gave the authorization in time");
            };
        } finally {
            waiting.remove(request.state());
        }
    }

    private static ObjectNode schema() {
        var schema = JsonNodeFactory.instance.objectNode().put("type", "object");
        schema.putArray("required").add("code");
        schema.putObject("properties").putObject("code").put("type", "string");
        return schema;
    }

    /// One authorization that is waited for.
    private static final class Waiting {
        private final String code = fresh();
        private final AtomicInteger tries = new AtomicInteger();
        private @Nullable String query;

        synchronized boolean accept(String redirect) {
            boolean first = query == null;
            query = first ? redirect : query;
            return first;
        }

        synchronized Consent.Outcome redirected() {
            var redirect = query;
            return redirect == null
                    ? new Consent.Refused("the authorization was not given")
                    : new Consent.Redirected(redirect);
        }

        synchronized List<String> faults(ObjectNode content) {
            if (query == null) {
                return List.of("nobody has come back from the address yet");
            }
            if (tries.incrementAndGet() > MOST_TRIES) {
                return List.of("too many wrong codes were sent: decline, and start again");
            }
            var sent = content.path("code").asString("").replace("-", "");
            boolean right = MessageDigest.isEqual(
                    sent.getBytes(StandardCharsets.UTF_8), code.replace("-", "").getBytes(StandardCharsets.UTF_8));
            return right ? List.of() : List.of("'code' is not the one that was shown");
        }

        private static String fresh() {
            var text = new StringBuilder();
            for (int i = 0; i < 8; i++) {
                text.append(i == 4 ? "-" : "").append(LETTERS.charAt(RANDOM.nextInt(LETTERS.length())));
            }
            return text.toString();
        }
    }
}
