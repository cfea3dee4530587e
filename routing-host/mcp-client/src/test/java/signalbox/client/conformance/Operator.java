package signalbox.client.conformance;

import java.io.IOException;
import java.net.URI;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import signalbox.client.oauth.OAuthSettings;
import signalbox.client.oauth.OAuthSettings.ClientName;
import signalbox.http.client.Origin;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What an operator writes down of a server of the suite, all of whose servers are on this machine.
final class Operator {
    private static final Set<Origin> THIS_MACHINE = IntStream.rangeClosed(1, 65_535)
            .mapToObj(port -> new Origin("http", "localhost", port))
            .collect(Collectors.toUnmodifiableSet());
    private static final ClientName DOCUMENT =
            new ClientName.AtAddress(URI.create("https://conformance-test.local/client-metadata.json"));

    private Operator() {}

    static OAuthSettings settings(URI endpoint, JsonNode context) {
        var client = context.has("client_id") ? registered(endpoint, context) : DOCUMENT;
        return new OAuthSettings(
                endpoint, THIS_MACHINE, client, URI.create("http://localhost:3000/callback"), Set.of());
    }

    /// A client is registered with one issuer, which the operator knows.
    private static ClientName registered(URI endpoint, JsonNode context) {
        var metadata = endpoint.resolve("/.well-known/oauth-protected-resource" + endpoint.getPath());
        try (var in = metadata.toURL().openStream()) {
            var issuer = JsonMapper.shared().readTree(in).at("/authorization_servers/0").asString();
            return new ClientName.Registered(
                    issuer, context.path("client_id").asString(), () -> context.path("client_secret").asString());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
