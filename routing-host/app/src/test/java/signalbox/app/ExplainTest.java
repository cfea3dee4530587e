package signalbox.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import signalbox.testing.Checkout;
import tools.jackson.databind.JsonNode;

/// What `explain` prints of real runs on the policies of the demonstration, but for ids, digests, times, tokens and money.
class ExplainTest {
    private static final Pattern DECISION = Pattern.compile("call .*\\((dec_\\w+)\\)");

    @Test
    void aPersonReadsWhyEachStepWentAsItDid(@TempDir Path data) throws Exception {
        try (var up = RunningUp.start(data, Checkout.root().resolve("policies/demo"))) {
            var token = up.firstToken();
            var denied = up.run(token, "Please cancel my pending order #W1000003, it is no longer needed.");
            var chat = chat(up, token, "What is the status of my order #W1000002?");

            var ofRun = explained(denied.path("id").asString(), data);
            assertThat(plain(ofRun)).isEqualTo(golden("denied-run"));
            assertThat(plain(explained(chat.path("id").asString(), data))).isEqualTo(golden("chat"));

            var decision = DECISION.matcher(ofRun).results().findFirst().orElseThrow().group(1);
            assertThat(plain(explained(decision, data))).isEqualTo(golden("denied-call"));
            var route = denied.path("steps").get(0).path("decision_id").asString();
            assertThat(plain(explained(route, data))).isEqualTo(golden("route"));

            assertThat(explained(directly(up), data)).contains("not recorded: of a call that no run of the host made");
        }
    }

    /// The decision on a call that an assistant made at the MCP servers itself.
    private static String directly(RunningUp up) throws SQLException {
        try (var connection = up.connection(); var statement = connection.createStatement()) {
            statement.execute("insert into kit.audit select 'dec_direct', at, caller, null, endpoint, tool, version, decision, rule,"
                    + " place, revision, reason, null, args_digest, outcome, ms, version_by from kit.audit where decision = 'deny' limit 1");
            return "dec_direct";
        }
    }

    private static String explained(String id, Path data) throws InterruptedException {
        var ended = Child.run("explain", id, "--data", data.toString());
        assertThat(ended.code()).describedAs(ended.err()).isZero();
        return ended.out();
    }

    private static JsonNode chat(RunningUp up, String token, String message) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(up.host() + "/v1/chat/completions"))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .header("X-Signalbox-Tools", "retail")
                .POST(HttpRequest.BodyPublishers.ofString("""
                        {"model": "signalbox/small", "messages": [{"role": "user", "content": "%s"}]}""".formatted(message)))
                .build();
        try (var http = HttpClient.newHttpClient()) {
            return RunningUp.JSON.readTree(http.send(request, HttpResponse.BodyHandlers.ofString()).body());
        }
    }

    private static String plain(String output) {
        return output
                .replace(Checkout.root() + "/", "")
                .replaceAll("\\b(run|dec|call)_\\w{10,}", "$1_...")
                .replaceAll("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "UUID")
                .replaceAll("sha256:[0-9a-f]{64}", "sha256:...")
                .replaceAll("\\d{4}-\\d\\d-\\d\\d[T ][\\d:.]+(Z|\\+00)", "TIME")
                .replaceAll("\\d+ ms", "# ms")
                .replaceAll("(?m)^ms( +)\\d+", "ms$1#")
                .replaceAll("\\d+ tokens in and \\d+ out", "# tokens in and # out")
                .replaceAll("\\d+\\.\\d+ USD", "# USD");
    }

    private static String golden(String name) throws IOException {
        try (var in = ExplainTest.class.getResourceAsStream("/explain/" + name + ".txt")) {
            assertThat(in).describedAs(name).isNotNull();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
        }
    }
}
