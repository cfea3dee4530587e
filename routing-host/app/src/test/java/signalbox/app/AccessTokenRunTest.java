package signalbox.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import signalbox.testing.Patience;
import signalbox.testing.issuer.FakeIssuer;

/// Callers with access tokens of an issuer, through an `up` in a process of its own.
@SuppressWarnings("NullAway.Init") // set by JUnit before the first test
class AccessTokenRunTest {
    private static final InstantSource CLOCK = InstantSource.system();
    private static final String API = "api://signalbox";
    private static final String ORDER = "{\"order_id\":\"#W1000001\"}";

    @TempDir
    private static Path folder;

    private static FakeIssuer issuer;
    private static HeldProvider provider;
    private static RunningUp up;

    @BeforeAll
    static void start() throws Exception {
        issuer = FakeIssuer.open();
        provider = new HeldProvider();
        var policies = PolicyFolder.held(folder.resolve("policies"), provider);
        policies.write("identity.yaml", """
                issuers:
                  - issuer: %s
                    audiences: ['%s']
                    principal: {kind: agent, claim: sub, names: {robot-4711: 'agent:clerk', robot-4712: 'agent:nobody'}}
                    scopes: {grants: {orders: ['tool:retail.get_order_*', 'model:signalbox/*'], chat: ['model:signalbox/*']}, basic: [chat]}
                """.formatted(issuer.name(), API));
        up = RunningUp.start(folder.resolve("data"), policies.path());
    }

    @AfterAll
    static void stop() throws Exception {
        up.close();
        provider.close();
        issuer.close();
    }

    @Test
    void aRunOfSuchACallerCallsToolsAsThatCaller() throws Exception {
        var run = up.running(issuer.token("robot-4711", API, "orders", CLOCK), "Where is my order #W1000001?");
        provider.next().call("get_order_details", ORDER);
        var seen = provider.next();
        seen.say("On its way.");

        var ended = run.get();
        var call = ended.path("steps").get(0).path("tool_calls").get(0);
        assertThat(ended.path("status").asString()).as(ended.toString()).isEqualTo("completed");
        assertThat(call.path("decision").asString()).isEqualTo("allow");
        assertThat(seen.lastMessage()).contains("#W1000001");
        var explained = Child.run("explain", call.path("decision_id").asString(), "--data", up.data().toString());
        assertThat(explained.out()).contains("agent:clerk");
    }

    @Test
    void itSeesNoToolThatItsScopesDoNotReach() throws Exception {
        var run = up.running(issuer.token("robot-4711", API, "orders", CLOCK), "Cancel it.");
        var asked = provider.next();
        var offered = asked.body().path("tools").toString();
        asked.say("No.");

        assertThat(run.get().path("status").asString()).isEqualTo("completed");
        assertThat(offered).contains("get_order_details").doesNotContain("cancel_pending_order", "get_product_details");
    }

    @Test
    void aRunEndsWithItsCallersToken() throws Exception {
        var until = Instant.now().plusSeconds(4);
        var run = up.running(issuer.token("robot-4711", API, "orders", until), "Where is my order?");
        var asked = provider.next();

        Patience.until(Duration.ofSeconds(10), () -> Instant.now().isAfter(until));
        asked.call("get_order_details", ORDER);

        var ended = run.get();
        var call = ended.path("steps").get(0).path("tool_calls").get(0);
        assertThat(ended.path("status").asString()).as(ended.toString()).isEqualTo("stopped");
        assertThat(ended.path("reason").asString()).contains("token is expired or revoked");
        assertThat(call.path("decision").asString()).isNotEqualTo("allow");
    }

    @Test
    void whoIsNotInThePermissionsHasNoRights() throws Exception {
        var token = issuer.token("robot-4712", API, "orders *", CLOCK);

        assertThat(up.run(token, "Where is my order?").path("error").path("message").asString("")).isNotEmpty();
        assertThat(up.mcpStatus(token)).isEqualTo(200);
    }

    @Test
    void bothListenersAskTheSameAuthenticator() throws Exception {
        var good = issuer.token("robot-4711", API, "orders", CLOCK);
        var forOneEndpoint = issuer.token("robot-4711", up.mcp(), "orders", CLOCK);
        var stranger = issuer.token("robot-4713", API, "orders", CLOCK);
        var other = issuer.token("robot-4711", "https://mail.example.org", "orders", CLOCK);

        assertThat(up.hostStatus(good)).isEqualTo(200);
        assertThat(up.mcpStatus(good)).isEqualTo(200);
        assertThat(up.hostStatus(forOneEndpoint)).isEqualTo(401);
        assertThat(up.mcpStatus(forOneEndpoint)).isEqualTo(200);
        assertThat(up.hostStatus(stranger)).isEqualTo(401);
        assertThat(up.mcpStatus(stranger)).isEqualTo(401);
        assertThat(up.hostStatus(other)).isEqualTo(401);
        assertThat(up.mcpStatus(other)).isEqualTo(401);
    }

    @Test
    void theHostSaysWhereATokenIsToBeHad() throws Exception {
        var refused = get("/v1/models");
        var metadata = refused.headers().firstValue("WWW-Authenticate").orElse("")
                .replaceFirst(".*resource_metadata=\"([^\"]*)\".*", "$1");

        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(metadata).isEqualTo(up.host() + "/.well-known/oauth-protected-resource/v1");
        var page = RunningUp.JSON.readTree(get("/.well-known/oauth-protected-resource/v1").body());
        assertThat(page.path("resource").asString()).isEqualTo(up.host() + "/v1");
        assertThat(page.path("authorization_servers").get(0).asString()).isEqualTo(issuer.name());
        assertThat(page.path("scopes_supported").toString()).isEqualTo("[\"chat\"]");
    }

    private static HttpResponse<String> get(String path) throws IOException, InterruptedException {
        try (var client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(URI.create(up.host() + path)).build(), HttpResponse.BodyHandlers.ofString());
        }
    }
}
