package signalbox.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import signalbox.testing.Checkout;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The clients that people have, against an `up` with a token: every era of each, at every kind of endpoint.
@SuppressWarnings("NullAway.Init") // set by JUnit before the first test
class RealClientsTest {
    @TempDir
    private static Path folder;

    private static RunningUp up;
    private static String token;
    private static Path tokenFile;

    @BeforeAll
    static void start() throws Exception {
        up = RunningUp.start(folder.resolve("data"), Checkout.root().resolve("policies/demo"));
        token = up.firstToken();
        tokenFile = Files.createFile(
                folder.resolve("token"), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(tokenFile, token + "\n");
    }

    @AfterAll
    static void stop() {
        up.close();
    }

    @ParameterizedTest
    @CsvSource({"'', knowledge__", "/knowledge, ''", "/knowledge/v1, ''"})
    void theTypeScriptSdkOf2025(String path, String prefix) {
        assertAllSeen(RealClients.seen("sdk.mjs", at(path, prefix)), prefix);
    }

    @ParameterizedTest
    @CsvSource({
        "legacy, 2025-11-25, '', knowledge__", "legacy, 2025-11-25, /knowledge, ''", "legacy, 2025-11-25, /knowledge/v1, ''",
        "auto, 2026-07-28, '', knowledge__", "auto, 2026-07-28, /knowledge, ''", "auto, 2026-07-28, /knowledge/v1, ''",
        "pinned, 2026-07-28, '', knowledge__", "pinned, 2026-07-28, /knowledge, ''", "pinned, 2026-07-28, /knowledge/v1, ''"
    })
    void theTypeScriptClientOf2026(String mode, String version, String path, String prefix) {
        var seen = RealClients.seen("client.mjs", inMode(mode, at(path, prefix)));

        assertAllSeen(seen, prefix);
        assertThat(seen.path("version").asString()).isEqualTo(version);
    }

    @ParameterizedTest
    @CsvSource({"'', knowledge__", "knowledge, ''", "knowledge/v1, ''"})
    void theTypeScriptSdkOf2025OverStandardStreams(String server, String prefix) {
        assertAllSeen(RealClients.seen("sdk.mjs", started(server, prefix)), prefix);
    }

    @ParameterizedTest
    @CsvSource({"legacy, 2025-11-25, '', knowledge__", "auto, 2026-07-28, knowledge/v1, ''", "pinned, 2026-07-28, knowledge, ''"})
    void theTypeScriptClientOf2026OverStandardStreams(String mode, String version, String server, String prefix) {
        var seen = RealClients.seen("client.mjs", inMode(mode, started(server, prefix)));

        assertAllSeen(seen, prefix);
        assertThat(seen.path("version").asString()).isEqualTo(version);
    }

    @ParameterizedTest
    @CsvSource({
        "legacy, '', knowledge__", "legacy, /knowledge, ''", "legacy, /knowledge/v1, ''",
        "auto, '', knowledge__", "auto, /knowledge, ''", "auto, /knowledge/v1, ''",
        "modern, '', knowledge__", "modern, /knowledge, ''", "modern, /knowledge/v1, ''"
    })
    void theInspector(String era, String path, String prefix) {
        var listed = inspected(era, path, "tools/list");
        var called = inspected(era, path, "tools/call", "--tool-name", prefix + "search_articles", "--tool-arg", "query=send it back");
        var read = inspected(era, path, "resources/read", "--uri", "knowledge://articles/returns");
        var made = inspected(era, path, "prompts/get", "--prompt-name", prefix + "answer_from_articles",
                "--prompt-args", "question=May I send it back?");

        assertThat(names(listed.path("tools"))).contains(prefix + "search_articles");
        assertThat(called.toString()).contains("returns: Returning items you have received");
        assertThat(read.toString()).contains("# Returning items you have received");
        assertThat(made.toString()).contains("May I send it back?");
    }

    private static JsonNode inspected(String era, String path, String method, String... more) {
        var arguments = new ArrayList<>(List.of(
                up.mcp() + path, "--transport", "http", "--protocol-era", era, "--header", "Authorization: Bearer " + token,
                "--method", method));
        arguments.addAll(List.of(more));
        return RealClients.inspected(arguments);
    }

    private static void assertAllSeen(JsonNode seen, String prefix) {
        assertThat(texts(seen.path("tools"))).contains(prefix + "search_articles", prefix + "read_article");
        assertThat(seen.path("called").path("structuredContent").path("articles").path(0).path("id").asString()).isEqualTo("returns");
        assertThat(texts(seen.path("resources"))).contains("knowledge://articles/returns");
        assertThat(seen.path("read").toString()).contains("# Returning items you have received");
        assertThat(texts(seen.path("prompts"))).contains(prefix + "answer_from_articles");
        assertThat(seen.path("prompt").toString()).contains("May I send it back?");
        assertThat(texts(seen.path("completed").path("completion").path("values"))).containsExactly("returns");
    }

    private static ObjectNode at(String path, String prefix) {
        return RealClients.wanted(prefix).put("url", up.mcp() + path).put("token", token);
    }

    private static ObjectNode started(String server, String prefix) {
        var wanted = RealClients.wanted(prefix);
        var command = wanted.putArray("command");
        Child.command("stdio", "--data", up.data().toString(), "--token-file", tokenFile.toString()).forEach(command::add);
        if (!server.isEmpty()) {
            command.add("--server").add(server);
        }
        return wanted;
    }

    private static ObjectNode inMode(String mode, ObjectNode wanted) {
        if (mode.equals("pinned")) {
            wanted.putObject("mode").put("pin", "2026-07-28");
        } else {
            wanted.put("mode", mode);
        }
        return wanted;
    }

    private static List<String> names(JsonNode list) {
        return list.valueStream().map(each -> each.path("name").asString()).toList();
    }

    private static List<String> texts(JsonNode list) {
        return list.valueStream().map(JsonNode::asString).toList();
    }
}
