package signalbox.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import signalbox.descriptor.UpstreamDigest;
import signalbox.policy.server.ThirdPartyServers;
import signalbox.source.Checked;
import signalbox.source.YamlSource;
import signalbox.testing.Checkout;
import signalbox.testing.Command;
import signalbox.testing.Patience;
import signalbox.testing.ScriptedMcp;
import tools.jackson.databind.JsonNode;

/// What `docs/servers.md` tells people to write and to run, with a server in the place of `wiki`.
class ServersPageTest {
    private static final String SEARCH = """
            {"name": "search_pages", "inputSchema": {"type": "object", "properties": {"query": {"type": "string"}}}}""";
    private static final String ZEROS = "sha256:" + "0".repeat(64);
    private static final Duration RELOADED = Duration.ofSeconds(30);

    @TempDir
    private Path home = Path.of("");

    @Test
    void theServersFileIsSound() {
        var read = YamlSource.parse("servers.yaml", yaml("policies/servers.yaml")).<Checked<ThirdPartyServers>>fold(
                ThirdPartyServers::read, problems -> new Checked.Broken<>(problems));

        assertThat(read.found()).isEmpty();
    }

    @Test
    void theStepsOfThePageLeadToARunThatWaitsAndGoesOn() throws Exception {
        try (var wiki = new ScriptedMcp().tool(SEARCH).calls((request, _) -> {
                    var told = request.at("/params/inputResponses/q/content/country");
                    return told.isMissingNode()
                            ? ScriptedMcp.result(request, """
                                    {"resultType": "input_required", "requestState": "s", "inputRequests": {"q": {
                                     "method": "elicitation/create", "params": {"message": "Which country?", "requestedSchema": %s}}}}"""
                                    .formatted(example().at("/inputs/0/schema")))
                            : ScriptedMcp.text(request, "Parental leave in " + told.asString() + ": 49 weeks.");
                });
                var up = RunningUp.start(
                        home.resolve("data"), policies(wiki).path(), "--tools", tools().toString())) {
            var unpinned = played(up, block("/v1/runs -H"), Map.of());

            var explained = Child.run("explain", unpinned.path("id").asString(), "--data", up.data().toString());
            var digest = UpstreamDigest.of(RunningUp.JSON.readTree(SEARCH));
            assertThat(wiki.requests("tools/call")).isEmpty();
            assertThat(explained.out()).contains(page().blocks("text").getFirst().strip().replace("sha256:5f0c...", digest));

            var releases = home.resolve("tools/releases.yaml");
            Files.writeString(releases, Files.readString(releases).replace(ZEROS, digest));
            var waiting = waiting(up);
            assertThat(waiting.at("/inputs/0/kind").asString()).isEqualTo("form");
            assertThat(waiting.at("/inputs/0").propertyNames()).containsExactlyElementsOf(example().at("/inputs/0").propertyNames());

            var done = played(up, block("/inputs -H"), Map.of(
                    "run_...", waiting.path("id").asString(), "ask_...", waiting.at("/inputs/0/id").asString()));
            assertThat(done.path("status").asString()).isEqualTo("completed");
            assertThat(done.path("output").asString()).contains("Norway: 49 weeks");
        }
    }

    /// The files are read again when they have changed, which takes a moment.
    private static JsonNode waiting(RunningUp up) {
        var runs = new ArrayList<JsonNode>();
        Patience.until(RELOADED, () -> {
            runs.add(played(up, block("/v1/runs -H"), Map.of()));
            return runs.getLast().path("status").asString().equals("waiting");
        });
        return runs.getLast();
    }

    private static JsonNode played(RunningUp up, String block, Map<String, String> names) {
        var script = block.replace("http://127.0.0.1:8080", up.host()).replace("$TOKEN", up.firstToken());
        for (var name : names.entrySet()) {
            script = script.replace(name.getKey(), name.getValue());
        }
        var ended = Command.run(Checkout.root(), List.of("bash", "-c", script));
        assertThat(ended.exit()).describedAs(ended.output()).isZero();
        return RunningUp.JSON.readTree(ended.output());
    }

    /// The tools that ship and the page's, released as the page says.
    private Path tools() throws IOException {
        var tools = home.resolve("tools");
        var copied = Command.run(home, List.of("cp", "-r", Checkout.root().resolve("tool-descriptors").toString(), tools.toString()));
        assertThat(copied.exit()).describedAs(copied.output()).isZero();
        for (var name : List.of("wiki/server.yaml", "wiki/search_pages/1.0.0.yaml")) {
            Files.createDirectories(tools.resolve(name).getParent());
            Files.writeString(tools.resolve(name), yaml("tool-descriptors/" + name));
        }
        Files.writeString(tools.resolve("releases.yaml"), yaml("tool-descriptors/releases.yaml"), StandardOpenOption.APPEND);
        assertThat(Main.commandLine().execute("release", "--tools", tools.toString())).isZero();
        return tools;
    }

    /// The demonstration's, with what the page adds.
    private PolicyFolder policies(ScriptedMcp wiki) throws IOException {
        var folder = PolicyFolder.copyOf(Checkout.root().resolve("policies/demo"), home.resolve("policies"));
        var endpoint = wiki.endpoint().toString();
        folder.write("servers.yaml", yaml("policies/servers.yaml").replace(
                "    url: https://wiki.example.com/mcp\n",
                "    url: " + endpoint + "\n    origins-allowed: ['" + endpoint.replace("/mcp", "") + "']\n"));
        var added = yaml("policies/permissions.yaml").lines().filter(line -> line.startsWith("  ")).toList();
        assertThat(added).hasSize(2);
        folder.write("permissions.yaml", folder.read("permissions.yaml")
                .replace("\nroles:\n", "\nroles:\n" + added.getFirst() + "\n")
                .replaceFirst("(?m)^  agent:quickstart: .*$", added.getLast()));
        return folder;
    }

    private static String yaml(String name) {
        var first = "# " + name + "\n";
        return page().blocks("yaml").stream().filter(block -> block.startsWith(first)).findFirst().orElseThrow();
    }

    private static String block(String words) {
        return page().blocks("bash").stream().filter(block -> block.contains(words)).findFirst().orElseThrow();
    }

    private static JsonNode example() {
        return RunningUp.JSON.readTree(page().blocks("json").getFirst());
    }

    private static Page page() {
        return Page.read("servers.md");
    }
}
