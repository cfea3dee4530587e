package signalbox.identity;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import signalbox.policy.permission.PrincipalName;
import signalbox.policy.permission.Scopes;

/// What a host shows to the MCP servers: a token of its own, and assertions that it signs.
///
/// Both are kept in a directory of the host, in files of mode 0600; the token is renewed before it expires.
public final class HostIdentity {
    public static final PrincipalName MAIN = PrincipalName.parse("host:main");

    private static final Duration RENEWED_BEFORE = Duration.ofDays(10);

    private final AgentTokens tokens;
    private final InstantSource clock;
    private final Path tokenFile;
    private final SigningKey key;
    private final SecureRandom random = new SecureRandom();
    private String bearer = "";
    private Instant renewAt = Instant.MIN;

    private HostIdentity(AgentTokens tokens, InstantSource clock, Path tokenFile, SigningKey key) {
        this.tokens = tokens;
        this.clock = clock;
        this.tokenFile = tokenFile;
        this.key = key;
    }

    /// Loads the identity from this directory, or makes one, and makes its public key known.
    public static HostIdentity in(Path directory, AgentTokens tokens, HostKeys keys, InstantSource clock) {
        try {
            var key = SigningKey.in(directory.resolve("host.key"));
            keys.publish(MAIN, key.kid(), key.publicKey());
            var identity = new HostIdentity(tokens, clock, directory.resolve("host.token"), key);
            identity.load();
            return identity;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public PrincipalName name() {
        return MAIN;
    }

    /// The host's own token, for the `Authorization` header of a request to an MCP server.
    public synchronized String bearer() {
        if (!clock.instant().isBefore(renewAt)) {
            renew();
        }
        return bearer;
    }

    /// Signs that the caller asks, for one request that is no call.
    public String assertion(URI audience, Principal caller, String run) {
        return signed(new CallerAssertion(
                MAIN, audience, CallerAssertion.Subject.of(caller), run, null, id(), expiry(caller)));
    }

    /// Signs that the caller makes exactly this call, for one request.
    public String assertion(URI audience, Principal caller, String run, CallerAssertion.Call call) {
        return signed(new CallerAssertion(
                MAIN, audience, CallerAssertion.Subject.of(caller), run, call, id(), expiry(caller)));
    }

    private String signed(CallerAssertion assertion) {
        return AssertionJwt.sign(assertion, clock.instant(), key);
    }

    private String id() {
        return AgentTokenText.randomId(random, 22);
    }

    /// An assertion never outlives the access token that its caller came with.
    private Instant expiry(Principal caller) {
        var usual = clock.instant().plus(AssertionJwt.LIFE);
        return switch (caller.credential()) {
            case Credential.AgentToken _ -> usual;
            case Credential.AccessToken(var _, var _, var until) -> until.isBefore(usual) ? until : usual;
        };
    }

    private void load() throws IOException {
        if (Files.exists(tokenFile)) {
            var kept = Files.readString(tokenFile).strip();
            if (tokens.check(kept) instanceof AgentTokenCheck.Known(var principal) && principal.name().equals(MAIN)) {
                var token = tokens.find(principal.credential().id());
                bearer = kept;
                renewAt = token == null ? Instant.MIN : token.expires().minus(RENEWED_BEFORE);
            }
        }
        bearer();
    }

    private void renew() {
        switch (tokens.create(MAIN, Scopes.ALL, AgentTokens.USUAL_LIFE)) {
            case TokenCreation.Created(var token, var presented) -> {
                try {
                    PrivateFile.write(tokenFile, presented + "\n");
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
                bearer = presented;
                renewAt = token.expires().minus(RENEWED_BEFORE);
            }
            case TokenCreation.UnknownPrincipal(var principal) ->
                throw new IllegalStateException("'" + principal + "' is not among the principals of the policy: add it with"
                        + " a role that grants act-for");
            case TokenCreation.UnfitLifetime unfit -> throw new IllegalStateException(unfit.toString());
        }
    }
}
