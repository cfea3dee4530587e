package signalbox.host.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import signalbox.testing.RawHttp;
import signalbox.testing.RawHttp.Request;

/// Which paths there are for whom, and that nothing is read around in a path.
@NullUnmarked
class HostPathsTest {
    private static ApiYard yard;

    @BeforeAll
    static void open() {
        yard = new ApiYard();
    }

    @AfterAll
    static void close() {
        yard.close();
    }

    @ParameterizedTest
    @CsvSource({
        "/, 403", "/v2/runs, 403", "/V1/runs, 403", "/openapi.yamlx, 403", "/openapi.yaml/x, 403", "/actuator/env, 403",
        "/v1;x=y/runs, 400", "//v1/runs, 400", "/v1/%2e%2e/secret, 400", "/v1/..%2fsecret, 400", "/v1%2fruns, 400",
        "/v1/runs%00, 400", "/v1/%0d%0aX:y, 400", "/v1/../v1/models, 400", "/v1/./models, 400", "/v1//models, 400",
        "/v1/mod%65ls;, 400", "/v1\\models, 400", "/v1/models/.., 400", "/v1/models%2, 400"
    })
    void whatIsNotListedIsDeniedToEverybody(String path, int status) {
        var withToken = yard.ask("GET", path, yard.token);
        var without = yard.ask("GET", path, null);

        assertThat(withToken.status()).isEqualTo(status);
        assertThat(without.status()).isEqualTo(status == 403 ? 401 : status);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "/v1", "/v1/", "/v1/models/", "/v1/model", "/v1/models/x", "/v1/mod%65ls", "/v1/runs/", "/v1/runs/x/y",
        "/v1/runs/run_1/events/", "/v1/chat", "/v1/oauth"
    })
    void withinTheApiWhatIsNotListedIsNotThere(String path) {
        var answer = yard.ask("GET", path, yard.token);

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.body()).contains("not_found");
        assertThat(yard.ask("GET", path, null).status()).isEqualTo(401);
    }

    @ParameterizedTest
    @CsvSource({"DELETE, /v1/models", "POST, /v1/models", "GET, /v1/route", "HEAD, /v1/models", "POST, /openapi.yaml", "PATCH, /v1/runs/run_1"})
    void anotherMethodIsNotThereEither(String method, String path) {
        var answer = yard.ask(method, path, yard.token);

        assertThat(answer.status()).isEqualTo(404);
        if (method.equals("HEAD")) {
            assertThat(answer.body()).isEmpty();
        } else {
            assertThat(answer.body()).contains("there is no " + method + " " + path + ": GET /openapi.yaml lists what there is");
        }
    }

    @Test
    void aPageOfAConfiguredOriginMayCallAndReadAndNoOther() {
        var asked = Request.of("OPTIONS", "/v1/chat/completions").with("Origin: https://console.example.com").with("Access-Control-Request-Method: POST")
                .with("Access-Control-Request-Headers: authorization, x-signalbox-tools, x-stainless-os, x-other");
        var preflight = RawHttp.send(yard.port(), asked);
        var read = RawHttp.send(yard.port(), Request.of("GET", "/v1/models").with("Authorization: Bearer " + yard.token).with("Origin: https://console.example.com"));
        var stranger = RawHttp.send(yard.port(), asked.without("Origin").with("Origin: https://evil.example"));

        assertThat(preflight.status()).isEqualTo(204);
        assertThat(preflight.header("Access-Control-Allow-Headers")).isEqualTo("authorization, x-signalbox-tools, x-stainless-os");
        assertThat(read.status()).isEqualTo(200);
        assertThat(read.header("Access-Control-Allow-Origin")).isEqualTo("https://console.example.com");
        assertThat(read.header("Access-Control-Expose-Headers")).contains("X-Signalbox-Run", "Retry-After");
        assertThat(stranger.status()).isEqualTo(403);
        assertThat(stranger.head()).doesNotContainIgnoringCase("access-control");
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /chat/completions", "GET, /models", "GET, /models/offline/small", "POST, /runs", "GET, /runs/run_1"
    })
    void aBaseUrlWithoutItsVersionIsToldSo(String method, String path) {
        for (var bearer : new String[] {yard.token, null, "wrong"}) {
            var answer = yard.ask(method, path, bearer);

            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.body()).contains("\"not_found\"", "the base URL ends in /v1", method + " /v1" + path);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/models/offline/small", "/v1/models/offline%2Fsmall", "/v1/models/offline%2fsmall"})
    void aModelIsFoundByItsNameHoweverItsSlashIsWritten(String path) {
        var answer = yard.ask("GET", path, yard.token);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"id\":\"offline/small\",\"object\":\"model\",\"created\":0,\"owned_by\":\"offline\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/models/x", "/v1/models/offline/never", "/v1/models/offline%2Fsmall/x"})
    void aModelThatIsNotThereIsNotFound(String path) {
        var answer = yard.ask("GET", path, yard.token);

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.body()).contains("\"model_not_found\"", "GET /v1/models lists");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "/v1/models/..%2Fruns", "/v1/models/x%2F..%2F..%2Fruns", "/v1/models/x%2F%2Fy", "/v1/models/x%252Fy", "/v1/runs/x%2Fy", "/v1/models/x%5Cy"
    })
    void elsewhereAnEncodedSlashIsRefused(String path) {
        assertThat(yard.ask("GET", path, yard.token).status()).isEqualTo(400);
    }

    @Test
    void anOpenPathNeedsNoTokenButRefusesAWrongOne() {
        assertThat(yard.ask("GET", "/openapi.yaml", null).status()).isEqualTo(200);
        assertThat(yard.ask("GET", "/openapi.yaml", "wrong").status()).isEqualTo(401);
        assertThat(yard.ask("GET", "/v1/oauth/callback", null).status()).isEqualTo(400);
        assertThat(yard.ask("GET", "/v1/oauth/callback?code=a&state=b", null).body()).startsWith("Nobody waits");
    }

    @Test
    void aLargeBodyIsRefusedByTheHeadBeforeItComes() {
        var unknown = yard.postHead("/v1/runs", "Content-Length: 1000000", "Authorization: Bearer wrong");
        var tooLarge = yard.postHead("/v1/runs", "Content-Length: 10000000");

        assertThat(unknown.status()).isEqualTo(401);
        assertThat(unknown.head()).contains("WWW-Authenticate: Bearer realm=\"signalbox\", error=\"invalid_token\"");
        assertThat(tooLarge.status()).isEqualTo(413);
        assertThat(tooLarge.body()).contains("request_too_large", "the body is larger than 4 MiB");
    }
}
