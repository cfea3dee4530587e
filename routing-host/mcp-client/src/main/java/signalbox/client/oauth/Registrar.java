package signalbox.client.oauth;

import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import signalbox.client.oauth.OAuthSettings.ClientName;
import signalbox.client.oauth.RegisteredClient.AuthMethod;
import signalbox.http.client.BoundedJson;
import signalbox.http.client.Deadline;
import signalbox.http.client.HttpFailure;
import signalbox.http.client.HttpRequest;
import signalbox.http.client.OutgoingHttp;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Finds the name by which an issuer knows this host: the one it was given, else the address of its document, else one
/// that it registers itself (RFC 7591), which is kept for that issuer alone.
final class Registrar {
    private static final int LARGEST = 1 << 20;

    private final OutgoingHttp http;
    private final OAuthSettings settings;
    private final ConcurrentMap<String, RegisteredClient> registered = new ConcurrentHashMap<>();

    Registrar(OutgoingHttp http, OAuthSettings settings) {
        this.http = http;
        this.settings = settings;
    }

    sealed interface Registration {}

    record Known(RegisteredClient client) implements Registration {}

    record Unknown(String reason) implements Registration {}

    Registration client(IssuerMetadata issuer, Deadline deadline) {
        return switch (settings.client()) {
            case ClientName.Registered(var at, var id, var secret) -> {
                if (!at.equals(issuer.issuer())) {
                    yield new Unknown("the client is registered with '" + at + "', not with '" + issuer.issuer() + "'");
                }
                var found = secret.get();
                yield new Known(new RegisteredClient(id, found, AuthMethod.of(found != null, issuer.authMethods())));
            }
            case ClientName.AtAddress(var document) when issuer.readsClientDocuments() ->
                new Known(new RegisteredClient(document.toString(), null, AuthMethod.NONE));
            case ClientName.AtAddress _ -> dynamic(issuer, deadline);
            case null -> dynamic(issuer, deadline);
        };
    }

    /// The issuer no longer knows the client that registered itself.
    void forget(String issuer) {
        registered.remove(issuer);
    }

    private Registration dynamic(IssuerMetadata issuer, Deadline deadline) {
        var known = registered.get(issuer.issuer());
        if (known != null) {
            return new Known(known);
        }
        var at = issuer.registration();
        if (at == null) {
            return new Unknown("its authorization server knows no client of this host, and none can register itself there");
        }
        var wanted = wanted(issuer);
        try {
            var client = http.exchange(
                    HttpRequest.post(at, Map.of("Content-Type", "application/json", "Accept", "application/json"),
                            request(wanted).toString()),
                    deadline,
                    answer -> {
                        if (answer.status() != 201 && answer.status() != 200) {
                            throw new HttpFailure("it registers no client: HTTP " + answer.status(), null);
                        }
                        return client(BoundedJson.object(answer.text(LARGEST)), wanted);
                    });
            registered.put(issuer.issuer(), client);
            return new Known(client);
        } catch (HttpFailure e) {
            return new Unknown("registering with its authorization server failed: " + e.reason());
        }
    }

    private static AuthMethod wanted(IssuerMetadata issuer) {
        var methods = issuer.authMethods();
        return methods.contains(AuthMethod.NONE.word) ? AuthMethod.NONE : AuthMethod.of(true, methods);
    }

    private ObjectNode request(AuthMethod method) {
        var json = JsonNodeFactory.instance.objectNode();
        json.put("client_name", "Signalbox");
        json.putArray("redirect_uris").add(settings.redirect().toString());
        json.putArray("grant_types").add("authorization_code").add("refresh_token");
        json.putArray("response_types").add("code");
        json.put("token_endpoint_auth_method", method.word);
        json.put("application_type", isLocal(settings.redirect()) ? "native" : "web");
        return json;
    }

    private static boolean isLocal(URI redirect) {
        return redirect.getHost().equals("localhost") || redirect.getHost().equals("127.0.0.1")
                || redirect.getHost().equals("[::1]");
    }

    private static RegisteredClient client(ObjectNode json, AuthMethod wanted) throws HttpFailure {
        var id = json.path("client_id").asString("");
        if (id.isBlank()) {
            throw new HttpFailure("it gave no client id", null);
        }
        var given = AuthMethod.named(json.path("token_endpoint_auth_method").asString(""));
        var method = given == null ? wanted : given;
        var secret = json.path("client_secret").asString("");
        if (method != AuthMethod.NONE && secret.isEmpty()) {
            throw new HttpFailure("it gave no client secret", null);
        }
        return new RegisteredClient(id, method == AuthMethod.NONE ? null : secret, method);
    }
}
