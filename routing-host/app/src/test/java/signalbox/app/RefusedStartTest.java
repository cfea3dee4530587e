package signalbox.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import signalbox.app.command.ListenPort;
import signalbox.app.terminal.CommandFailure;
import signalbox.testing.Checkout;

/// What `up` refuses to start with, and that it leaves nothing behind then.
class RefusedStartTest {
    @TempDir
    private Path folder = Path.of("");

    @Test
    void aBrokenPolicyFile() throws Exception {
        var policies = PolicyFolder.copyOf(Checkout.root().resolve("policies/demo"), folder.resolve("policies"));
        policies.write("routing.yaml", policies.read("routing.yaml").replace("use: small, tools", "use: smal, tools"));

        var refused = up("--policies", policies.path().toString());

        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.out()).isEmpty();
        assertThat(refused.err())
                .startsWith("""
                        signalbox: starting an embedded PostgreSQL, the MCP servers and the routing host
                        signalbox: the rules are broken, so nothing was started:
                        """)
                .containsPattern("routing\\.yaml:\\d+:70: unknown group 'smal'")
                .containsPattern("(?m)^ \\| +\\^");
        assertNothingRuns();
    }

    @Test
    void aBrokenIdentityFileBesideABrokenPolicyFile() throws Exception {
        var policies = PolicyFolder.copyOf(Checkout.root().resolve("policies/demo"), folder.resolve("policies"));
        policies.write("routing.yaml", policies.read("routing.yaml").replace("use: small, tools", "use: smal, tools"));
        policies.write("identity.yaml", "issuers:\n  - {issuer: 'http://login.example.org', check-audience: false}\n");

        var refused = up("--policies", policies.path().toString());

        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.err())
                .containsPattern("identity\\.yaml:2:14: 'http://login\\.example\\.org' must be https")
                .containsPattern("identity\\.yaml:2:42: unknown key 'check-audience'")
                .containsPattern("routing\\.yaml:\\d+:70: unknown group 'smal'");
        assertNothingRuns();
    }

    @Test
    void aPortThatIsTaken() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var port = String.valueOf(taken.getLocalPort());

            var refused = up("--host-port", port);

            assertThat(refused.code()).isEqualTo(1);
            assertThat(refused.out()).isEmpty();
            assertThat(refused.err()).contains("port " + port, "--host-port").doesNotContain("\n");
            assertNothingRuns();
        }
    }

    @Test
    void brokenRetailData() throws Exception {
        var retail = Files.createDirectories(folder.resolve("retail"));
        Files.writeString(retail.resolve("db.json"), "{\"products\": {},\n \"users\": {,\n}");

        var refused = up("--retail-data", retail.toString());

        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.out()).isEmpty();
        assertThat(refused.err())
                .startsWith("signalbox: the retail data cannot be read, so nothing was started:\n")
                .containsPattern("db\\.json:2:\\d+: ")
                .doesNotContain("\tat ");
        assertNothingRuns();
    }

    @Test
    void retailDataInADatabaseThatIsNotOurs() throws Exception {
        var refused = up("--retail-data", folder.toString(), "--database", "postgresql://u:geheim@127.0.0.1/x");

        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.err()).contains("--retail-data", "--database").doesNotContain("geheim").doesNotContain("\n");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', value = {
        "signalbox: {shutdown: {calls: soon}} | 'signalbox.shutdown.calls' is 'soon': ",
        "signalbox: {host: {steps: 0}} | 'signalbox.host.steps' must be between 1 and 10000, not 0",
        "signalbox: {host: {stepps: 3}} | unknown key 'signalbox.host.stepps'",
        "server: {address: 0.0.0.0} | unknown key 'server.address'; every key begins with 'signalbox.'",
        "signalbox: [ | cannot be read: "
    })
    void aConfigurationThatCannotBeUsed(String text, String words) throws Exception {
        var data = Files.createDirectories(folder.resolve("data"));
        Files.writeString(data.resolve("signalbox.yaml"), text);

        var refused = up();

        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.out()).isEmpty();
        assertThat(refused.err()).contains("signalbox.yaml", words).doesNotContain("\tat ");
        assertNothingRuns();
    }

    @Test
    void aFileInThePlaceOfTheDataDirectory() throws Exception {
        var file = Files.createFile(folder.resolve("file"));
        var told = new StringWriter();

        int code = Main.commandLine().setErr(new PrintWriter(told)).execute("up", "--data", file.toString(),
                "--host-port", "0", "--mcp-port", "0", "--console-port", "0");

        assertThat(code).isEqualTo(1);
        assertThat(told.toString().strip())
                .isEqualTo("signalbox: '" + file + "' cannot be used: it is there already, as another kind of file");
    }

    @Test
    void listeningBeyondThisMachine() throws Exception {
        var refused = up("--bind", "0.0.0.0");

        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.err()).contains("'--bind 0.0.0.0' is not supported yet", "TLS").doesNotContain("\n");
        assertNothingRuns();
    }

    @Test
    void aPortThatIsNoNumber() {
        assertThat(Main.commandLine().setErr(new PrintWriter(Writer.nullWriter())).execute("up", "--mcp-port", "many")).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({"0, 70000, is not a port", "0, -1, is not a port", "9, 9, is given twice"})
    void portsThatCannotBe(int first, int second, String words) {
        var ports = List.of(new ListenPort("--mcp-port", first), new ListenPort("--host-port", second));

        assertThatThrownBy(() -> ListenPort.refuseTaken(ports))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("'--host-port " + second + "' " + words);
    }

    private Child.Ended up(String... more) throws InterruptedException {
        var arguments = new ArrayList<>(List.of("up", "--data", folder.resolve("data").toString()));
        if (!List.of(more).contains("--host-port")) {
            arguments.addAll(List.of("--host-port", "0"));
        }
        if (!List.of(more).contains("--mcp-port")) {
            arguments.addAll(List.of("--mcp-port", "0"));
        }
        arguments.addAll(List.of("--console-port", "0"));
        arguments.addAll(List.of(more));
        return Child.run(arguments.toArray(String[]::new));
    }

    /// No process of this machine names our directory, and PostgreSQL holds no lock there.
    private void assertNothingRuns() throws IOException {
        var data = folder.resolve("data");
        assertThat(data.resolve("run.json")).doesNotExist();
        if (Files.exists(data)) {
            try (var files = Files.walk(data)) {
                assertThat(files.map(Path::getFileName).map(String::valueOf)).doesNotContain("postmaster.pid");
            }
        }
    }
}
