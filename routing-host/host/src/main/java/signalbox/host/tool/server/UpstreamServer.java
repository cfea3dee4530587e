package signalbox.host.tool.server;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import signalbox.client.McpClient;
import signalbox.client.McpConnection;
import signalbox.client.exchange.Access;
import signalbox.client.exchange.RequestContext;
import signalbox.client.oauth.OAuthClient;
import signalbox.client.oauth.OAuthSettings;
import signalbox.client.oauth.OAuthSettings.ClientName;
import signalbox.descriptor.ServerName;
import signalbox.host.tool.elicitation.CallerQuestions;
import signalbox.host.tool.elicitation.Consents;
import signalbox.host.tool.elicitation.Elicitations;
import signalbox.http.client.Deadline;
import signalbox.http.client.HttpTarget;
import signalbox.http.client.Origin;
import signalbox.http.client.OutgoingHttp;
import signalbox.identity.Principal;
import signalbox.policy.server.ServerAuthorization;
import signalbox.policy.server.ServerAuthorization.Client;
import signalbox.policy.server.ThirdPartyServer;
import signalbox.policy.server.ThirdPartyServer.Questions;

/// A third-party server as the host reaches it: with what `servers.yaml` says and nothing of the host's own.
public final class UpstreamServer implements RemoteServer {
    private final ThirdPartyServer server;
    private final Parts parts;
    private final Set<Origin> origins;
    private final @Nullable OAuthClient oauth;
    private final Places places = new Places();

    /// What all third-party servers are reached with.
    public record Parts(OutgoingHttp http, SecretReader secrets, Consents consents) {}

    public UpstreamServer(ThirdPartyServer server, Parts parts) {
        this.server = server;
        this.parts = parts;
        origins = server.originsAllowed().stream().map(Origin::of).collect(Collectors.toUnmodifiableSet());
        oauth = server.authorization() instanceof ServerAuthorization.OAuth settings
                ? new OAuthClient(parts.http(), settings(settings))
                : null;
    }

    public ThirdPartyServer settings() {
        return server;
    }

    @Override
    public ServerName name() {
        return server.name();
    }

    public Places places() {
        return places;
    }

    @Override
    public McpConnection connect(McpClient client, Principal caller) {
        return client.to(
                HttpTarget.of(server.url(), origins), access(caller, Elicitations.NONE, Duration.ZERO),
                server.questions() == Questions.CALLER);
    }

    /// Why nobody can be let in there now, or null.
    public @Nullable String obstacle() {
        return server.authorization() instanceof ServerAuthorization.Bearer(var token) && parts.secrets().read(token) == null
                ? "its token is not there"
                : null;
    }

    /// @param consent how long a person may take to give an authorization
    public RequestContext request(Principal caller, Elicitations elicitations, Duration consent, Deadline deadline) {
        var access = access(caller, elicitations, consent);
        boolean allowed = server.questions() == Questions.CALLER;
        return new RequestContext(
                access, new CallerQuestions(name(), allowed, elicitations, new ShownSecrets(access)::mask), deadline);
    }

    /// What the server is shown as this caller's; asked before a request and after it.
    public ShownSecrets shown(Principal caller) {
        var shown = new ShownSecrets(access(caller, Elicitations.NONE, Duration.ZERO));
        shown.mask();
        return shown;
    }

    private Access access(Principal caller, Elicitations elicitations, Duration consent) {
        return switch (server.authorization()) {
            case ServerAuthorization.None _ -> Access.OPEN;
            case ServerAuthorization.Bearer(var token) -> {
                var secret = parts.secrets().read(token);
                yield secret == null ? Access.OPEN : Access.with(Map.of("Authorization", "Bearer " + secret));
            }
            case ServerAuthorization.OAuth _ -> {
                if (oauth == null) {
                    throw new IllegalStateException("an OAuth server without its client: " + name());
                }
                yield oauth.access(caller.name(), parts.consents().of(name(), elicitations, consent));
            }
        };
    }

    private OAuthSettings settings(ServerAuthorization.OAuth oauth) {
        ClientName client = switch (oauth.client()) {
            case null -> null;
            case Client.AtAddress(var document) -> new ClientName.AtAddress(document);
            case Client.Registered(var issuer, var id, var secret) ->
                new ClientName.Registered(issuer, id, () -> parts.secrets().read(secret));
        };
        return new OAuthSettings(server.url(), origins, client, oauth.redirect(), new TreeSet<>(oauth.scopes()));
    }
}
