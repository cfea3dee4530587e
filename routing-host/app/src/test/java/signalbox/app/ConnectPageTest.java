package signalbox.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import signalbox.identity.issuer.IdentityPolicy;
import signalbox.testing.Checkout;
import signalbox.testing.Npm;
import tools.jackson.databind.JsonNode;

/// What `docs/connect.md` tells people to paste: settings in JSON are used, the rest is compared with what they say.
@SuppressWarnings("NullAway.Init") // set by JUnit before the first test
class ConnectPageTest {
    private static final String ADDRESS = "http://127.0.0.1:8090/mcp";
    private static final Pattern TOKEN = Pattern.compile("sbx_\\.\\.\\.|\\$\\{input:signalbox-token}|\\$\\{env:SIGNALBOX_TOKEN}|\\$SIGNALBOX_TOKEN");
    private static final Pattern COMMAND = Pattern.compile("/path/to/signalbox (stdio .*)");

    @TempDir
    private static Path home;

    private static Page page;
    private static RunningUp up;
    private static String token;

    @BeforeAll
    static void start() throws Exception {
        page = Page.read("connect.md");
        up = RunningUp.start(home.resolve("data"), Checkout.root().resolve("policies/demo"));
        token = up.firstToken();
        Files.writeString(
                Files.createFile(home.resolve("token"), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))),
                token);
    }

    @AfterAll
    static void stop() {
        up.close();
    }

    static List<String> settings() {
        return Page.read("connect.md").blocks("json");
    }

    @ParameterizedTest
    @MethodSource("settings")
    void theSettingsOfAClientLeadToTheTools(String block) {
        var server = ConnectPage.server(block);
        var wanted = RunningUp.JSON.createObjectNode();
        if (ConnectPage.address(server).isEmpty()) {
            var command = wanted.putArray("command");
            command(server).forEach(command::add);
        } else {
            wanted.put("url", ConnectPage.address(server).replace(ADDRESS, up.mcp()));
            var headers = wanted.putObject("headers");
            server.path("headers").properties().forEach(header ->
                    headers.put(header.getKey(), TOKEN.matcher(header.getValue().asString()).replaceAll(token)));
        }

        var tools = RealClients.seen("listed.mjs", wanted).path("tools");

        assertThat(tools.valueStream().map(JsonNode::asString)).anyMatch(name -> name.endsWith("get_order_details"));
    }

    @Test
    void theTokenFileIsForItsOwnerOnlyAndTheInspectorListsTheToolsWithIt() throws Exception {
        var blocks = page.blocks("bash");

        var output = played(String.join("\n", blocks));

        assertThat(blocks).hasSize(2);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve(".signalbox-token")))).isEqualTo("rw-------");
        assertThat(output).contains("retail__get_order_details");
    }

    @Test
    void theTypeScriptExampleReadsAnOrder() throws Exception {
        var example = page.blocks("js").getFirst();

        var script = Npm.installed().script("example.mjs", example.replace(ADDRESS, up.mcp()));
        var output = played("'" + Npm.installed().node() + "' '" + script + "'");

        assertThat(example).contains(ADDRESS + "/retail");
        assertThat(output).contains("Order #W1000001 is delivered");
    }

    @Test
    void theCommandsThatOtherProgramsAreGivenAreUnderstood() {
        var commands = page.blocks("text").stream().flatMap(String::lines).toList();

        assertThat(commands).hasSize(6).allSatisfy(line -> {
            var match = COMMAND.matcher(line);
            if (match.find()) {
                Main.commandLine().parseArgs(match.group(1).split(" ", -1));
            } else {
                assertThat(line).contains(" " + ADDRESS);
            }
        });
        assertThat(page.blocks("toml").getFirst()).contains("url = \"" + ADDRESS + "\"");
        assertThat(page.blocks("python").getFirst()).contains("\"" + ADDRESS + "/retail\"");
    }

    @Test
    void theExampleOfAnIdentityFileHasNoProblemNorAWarning(@TempDir Path policies) throws Exception {
        var example = page.blocks("yaml").stream().filter(block -> block.contains("issuers:")).toList();

        Files.writeString(policies.resolve("identity.yaml"), example.getFirst());

        assertThat(example).hasSize(1);
        assertThat(IdentityPolicy.read(policies).found()).isEmpty();
    }

    /// As an assistant would start it, but for where the command, the data and the token file are.
    private static List<String> command(JsonNode server) {
        assertThat(server.path("command").asString()).isEqualTo("/path/to/signalbox");
        var arguments = new ArrayList<String>();
        server.path("args").forEach(each -> arguments.add(
                each.asString().replace("/home/you/.signalbox-token", home.resolve("token").toString())));
        arguments.addAll(List.of("--data", up.data().toString()));
        return Child.command(arguments.toArray(String[]::new));
    }

    private static String played(String script) throws IOException, InterruptedException {
        var inspector = Npm.installed().file("@modelcontextprotocol/inspector/clients/launcher/build/index.js");
        var file = Files.writeString(home.resolve("page.sh"), "set -euo pipefail\n" + script
                .replace("./signalbox token create", "signalbox token create --data " + up.data())
                .replace("npx @modelcontextprotocol/inspector@2.12.0", "'" + Npm.installed().node() + "' '" + inspector + "'")
                .replace(ADDRESS, up.mcp()));
        var functions = Files.writeString(home.resolve("functions.sh"), """
                signalbox() { "$JAVA" -cp "$CLASSES" -Dsignalbox.home="$PWD" signalbox.app.Main "$@"; }
                """);
        var builder = new ProcessBuilder("bash", "-c", "source '" + functions + "'; source '" + file + "'")
                .directory(Checkout.root().toFile()).redirectErrorStream(true);
        builder.environment().put("JAVA", Path.of(System.getProperty("java.home"), "bin", "java").toString());
        builder.environment().put("CLASSES", System.getProperty("java.class.path"));
        builder.environment().put("HOME", home.toString());
        builder.environment().put("SIGNALBOX_TOKEN", token);
        var process = builder.start();
        process.getOutputStream().close();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).describedAs(output).isZero();
        return output;
    }
}
