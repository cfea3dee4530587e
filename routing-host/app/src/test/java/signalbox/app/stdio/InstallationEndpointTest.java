package signalbox.app.stdio;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstallationEndpointTest {
    private static final String GONE = "Signalbox is not running: start it with ./signalbox up";

    @TempDir
    private Path folder = Path.of("");

    @Test
    void whereNothingRunsWhoeverAsksIsToldAndAPersonOnce() throws Exception {
        try (var talk = new Talk(() -> null, Talk.token(folder, "sbx_1"))) {
            talk.ask(1, "tools/list", "");
            assertThat(talk.message().path("error").path("message").asString()).isEqualTo(GONE + ".");
            talk.ask(2, "tools/list", "");
            assertThat(talk.message().path("id").asInt()).isEqualTo(2);

            assertThat(talk.told()).isEqualTo("signalbox: " + GONE + "\n");
        }
    }

    @Test
    void anInstallationThatHasMovedIsFoundAgain() throws Exception {
        AtomicReference<@Nullable URI> place = new AtomicReference<>(nobody());
        try (var endpoint = new HeldEndpoint(); var talk = new Talk(place::get, Talk.token(folder, "sbx_1"))) {
            talk.ask(1, "tools/list", "");
            assertThat(talk.message().path("error").path("message").asString()).isEqualTo(GONE + ".");

            place.set(endpoint.url());
            talk.ask(2, "tools/list", "");
            endpoint.next().result("{}");
            assertThat(talk.message().path("id").asInt()).isEqualTo(2);
        }
    }

    @Test
    void whoeverTakesThePortOfAnInstallationThatEndedIsSentNothing() throws Exception {
        try (var endpoint = new HeldEndpoint()) {
            AtomicReference<@Nullable URI> place = new AtomicReference<>(endpoint.url());
            try (var talk = new Talk(place::get, Talk.token(folder, "sbx_1"))) {
                talk.ask(1, "tools/list", "");
                endpoint.next().result("{}");
                assertThat(talk.message().path("id").asInt()).isEqualTo(1);

                place.set(null);
                talk.ask(2, "tools/list", "");

                assertThat(talk.message().path("error").path("message").asString()).isEqualTo(GONE + ".");
                assertThat(endpoint.isQuiet()).isTrue();
            }
        }
    }

    @Test
    void aTokenThatIsNotAcceptedIsToldAndItsSuccessorIsTaken() throws Exception {
        try (var endpoint = new HeldEndpoint()) {
            var token = Talk.token(folder, "sbx_old");
            try (var talk = new Talk(endpoint::url, token)) {
                talk.ask(1, "tools/list", "");
                endpoint.next().reply(401, "{\"jsonrpc\":\"2.0\",\"id\":null,\"error\":{\"code\":-32600,\"message\":\"no\"}}");
                assertThat(talk.message().path("error").path("message").asString()).isEqualTo("The token in '" + token.path()
                        + "' is not accepted, it may have expired, been revoked or been made for another installation: " + token.make() + ".");

                Talk.token(folder, "sbx_new");
                talk.ask(2, "tools/list", "");
                var asked = endpoint.next();
                assertThat(asked.header("Authorization")).isEqualTo("Bearer sbx_new");
                asked.result("{}");
                assertThat(talk.message().path("id").asInt()).isEqualTo(2);
            }
        }
    }

    @Test
    void aTokenIsSentNowhereElse() throws Exception {
        try (var endpoint = new HeldEndpoint(); var other = new HeldEndpoint();
                var talk = new Talk(endpoint::url, Talk.token(folder, "sbx_1"))) {
            talk.ask(1, "tools/list", "");
            endpoint.next().with("Location", other.url().toString()).reply(307, "");

            assertThat(talk.message().path("error").path("message").asString()).contains("HTTP 307");
            assertThat(other.isQuiet()).isTrue();
        }
    }

    private static URI nobody() throws IOException {
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return URI.create("http://127.0.0.1:" + free.getLocalPort() + "/mcp");
        }
    }
}
