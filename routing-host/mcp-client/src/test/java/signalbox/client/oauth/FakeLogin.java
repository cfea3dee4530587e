package signalbox.client.oauth;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import signalbox.client.McpClient;
import signalbox.client.exchange.Access;
import signalbox.client.exchange.RequestContext;
import signalbox.client.exchange.ToolListing;
import signalbox.client.oauth.OAuthSettings.ClientName;
import signalbox.http.client.Deadline;
import signalbox.http.client.HttpTarget;
import signalbox.http.client.Origin;
import signalbox.http.client.OutgoingHttp;
import signalbox.policy.permission.PrincipalName;
import signalbox.testing.ScriptedHttp;
import signalbox.testing.ScriptedHttp.Answer;
import signalbox.testing.ScriptedHttp.Seen;
import signalbox.testing.ScriptedMcp;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// One MCP server and its authorization server, whose documents and habits a test changes.
final class FakeLogin implements AutoCloseable {
    static final URI REDIRECT = URI.create("http://localhost:3000/callback");
    static final PrincipalName ADA = PrincipalName.parse("person:ada");

    final ScriptedHttp http = new ScriptedHttp(this::answer);
    final OutgoingHttp client = new OutgoingHttp();
    final ObjectNode resource = JsonNodeFactory.instance.objectNode();
    final ObjectNode issuer = JsonNodeFactory.instance.objectNode();
    final Map<String, String> documents = new HashMap<>();
    final List<AuthorizationRequest> asked = new ArrayList<>();
    /// What the server answers to a bearer token, or an empty one; null lets the request in.
    Function<String, @Nullable Answer> gate = token -> token.isEmpty() ? challenge(401, "") : null;
    BiFunction<Map<String, String>, Integer, Answer> tokens = (_, number) -> Answer.json(
            "{\"access_token\": \"token-" + number + "\", \"token_type\": \"Bearer\", \"refresh_token\": \"refresh-" + number + "\"}");
    Function<AuthorizationRequest, Consent.Outcome> person = request ->
            new Consent.Redirected("code=abc&state=" + request.state());
    Set<Origin> origins;
    Set<String> scopes = Set.of();
    @Nullable ClientName name;
    private int traded;

    FakeLogin() {
        origins = Set.of(Origin.of(http.uri("/")));
        resource.put("resource", http.uri("/mcp").toString());
        resource.putArray("authorization_servers").add(base());
        issuer.put("issuer", base());
        issuer.put("authorization_endpoint", base() + "/authorize").put("token_endpoint", base() + "/token");
        issuer.put("registration_endpoint", base() + "/register");
        issuer.putArray("code_challenge_methods_supported").add("S256");
        issuer.putArray("token_endpoint_auth_methods_supported").add("none");
    }

    String base() {
        return http.uri("").toString();
    }

    OAuthClient oauth() {
        return new OAuthClient(client, new OAuthSettings(http.uri("/mcp"), origins, name, REDIRECT, scopes));
    }

    Access access() {
        return oauth().access(ADA, this::consent);
    }

    Consent.Outcome consent(AuthorizationRequest request, Deadline deadline) {
        asked.add(request);
        return person.apply(request);
    }

    /// Asks the server for its tools.
    ToolListing list(Access access) {
        var connection = new McpClient(client).to(HttpTarget.own(http.uri("/mcp")), access, false);
        return connection.tools(RequestContext.of(access, Deadline.in(Duration.ofSeconds(10))));
    }

    /// Why there are none.
    String refusal(Access access) {
        return list(access) instanceof ToolListing.None(var reason) ? reason : "no refusal";
    }

    List<Seen> seen(String path) {
        return http.seen().stream().filter(each -> each.path().startsWith(path)).toList();
    }

    /// The form of the last request to the token endpoint.
    Map<String, String> trade() {
        return Form.read(seen("/token").getLast().body());
    }

    static Answer challenge(int status, String parameters) {
        return Answer.of(status, "text/plain", "no").with("WWW-Authenticate", "Bearer " + parameters);
    }

    @Override
    public void close() {
        http.close();
        client.close();
    }

    private Answer answer(Seen seen) {
        var known = documents.get(seen.path());
        if (known != null) {
            return Answer.json(known);
        }
        return switch (seen.path()) {
            case "/mcp" -> mcp(seen);
            case "/.well-known/oauth-protected-resource/mcp" -> Answer.json(resource.toString());
            case "/.well-known/oauth-authorization-server" -> Answer.json(issuer.toString());
            case "/register" -> Answer.of(201, "application/json", "{\"client_id\": \"self-made\", \"client_secret\": \"s\"}");
            case "/token" -> tokens.apply(Form.read(seen.body()), ++traded);
            default -> Answer.of(404, "text/plain", "nothing here");
        };
    }

    private Answer mcp(Seen seen) {
        var refusal = gate.apply(seen.headers().getOrDefault("authorization", "").replace("Bearer ", ""));
        if (refusal != null) {
            return refusal;
        }
        JsonNode request = JsonMapper.shared().readTree(seen.body());
        return request.path("method").asString().equals("server/discover")
                ? ScriptedMcp.result(request, "{\"supportedVersions\": [\"2026-07-28\"]}")
                : ScriptedMcp.result(request, "{\"tools\": [], \"content\": [], \"ttlMs\": 60000, \"cacheScope\": \"private\"}");
    }
}
