package signalbox.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import signalbox.testing.Checkout;

class CommandLineTest {
    private static final Pattern COMMAND = Pattern.compile("^  ([a-z-]+) {3,}\\S", Pattern.MULTILINE);

    /// The heading of a problem: its file, and the first word about it.
    private static final Pattern FOUND = Pattern.compile("^\\S*/(\\w+\\.yaml):\\d+:\\d+(: \\w+)", Pattern.MULTILINE);

    @TempDir
    private Path folder = Path.of("");

    @ParameterizedTest
    @ValueSource(strings = {
        "", "demo", "up", "stdio", "check", "token", "token create", "token list", "token revoke", "log", "report", "explain", "exit-drill", "release", "completion"
    })
    void everyCommandSaysWhatItTakes(String command) {
        var out = new StringWriter();
        var arguments = (command + " --help").strip().split(" ", -1);

        int code = Main.commandLine().setOut(new PrintWriter(out)).execute(arguments);

        assertThat(code).isZero();
        assertThat(out.toString()).contains(("signalbox " + command).strip());
    }

    @Test
    void theScriptNamesExactlyTheCommandsThereAre() throws Exception {
        var help = help("help");

        var named = COMMAND.matcher(help).results().map(match -> match.group(1)).toList();

        assertThat(named)
                .containsExactlyInAnyOrderElementsOf(Main.commandLine().getSubcommands().keySet().stream()
                        .filter(name -> !name.equals("help"))
                        .toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"help", "--help"})
    void theScriptAndTheLauncherGiveOneHelp(String asked) throws Exception {
        var out = new StringWriter();

        int code = Main.commandLine().setOut(new PrintWriter(out)).execute(asked);

        assertThat(code).isZero();
        assertThat(out.toString().strip()).isEqualTo(help(asked).strip());
    }

    private static String help(String asked) throws Exception {
        return bash(Checkout.root().resolve("signalbox").toString(), asked).replaceFirst("^0 ", "");
    }

    @Test
    void completionIsAScriptThatBashReads() throws Exception {
        var printed = Child.run("completion", "bash");
        var script = Files.writeString(folder.resolve("completion.bash"), printed.out());

        assertThat(printed.code()).isZero();
        assertThat(printed.err()).isEmpty();
        assertThat(printed.out()).contains("token", "--principal");
        assertThat(bash("-n", script.toString())).isEqualTo("0 ");
        assertThat(bash("-c", "source " + script + " && complete -p signalbox")).startsWith("0 complete");
    }

    @Test
    void theFilesThatShipAreSound() throws Exception {
        var checked = Child.run("check");

        assertThat(checked.out()).endsWith(", policies, policies/demo: 0 errors, 3 warnings").contains("has no OPENAI_API_KEY");
        assertThat(checked.code()).isZero();
        assertThat(checked.err()).isEmpty();
    }

    @Test
    void mistakesInSeveralFilesAreAllToldWithTheirPlaces() throws Exception {
        var policies = PolicyFolder.copyOf(Checkout.root().resolve("policies/demo"), folder.resolve("wrong"));
        policies.write("permissions.yaml", policies.read("permissions.yaml")
                .replace("retail.exchange_delivered_order_items", "retail.exchange_delivered_order_item")
                .replace("{roles: [returns-on-2]}", "{roles: [returns-on-3]}"));
        policies.write("models.yaml", policies.read("models.yaml").replace("wire: offline", "wire: online"));
        policies.write("routing.yaml", policies.read("routing.yaml").replace("use: small, tools", "use: smal, tools"));

        var checked = Child.run("check", "--policies", policies.path().toString());

        assertThat(checked.code()).isEqualTo(1);
        assertThat(checked.err()).isEmpty();
        for (var wrong : List.of(
                "models.yaml:19: unknown wire 'online'", "permissions.yaml:30: unknown role 'returns-on-3'",
                "permissions.yaml:15: warning: 'retail.exchange_delivered_order_item' matches no tool",
                "routing.yaml:70: unknown group 'smal'")) {
            assertThat(checked.out()).containsPattern("(?m)/" + Pattern.quote(wrong).replaceFirst("yaml:", "yaml:\\\\E\\\\d+:\\\\Q") + "\\R \\| .*\\R \\| +\\^ \\S");
        }
        assertThat(checked.out()).endsWith(": 3 errors, 1 warning");
        assertThat(FOUND.matcher(checked.out()).results().map(match -> match.group(1) + match.group(2)).toList())
                .describedAs("errors first")
                .containsExactly("models.yaml: unknown", "permissions.yaml: unknown", "routing.yaml: unknown", "permissions.yaml: warning");
    }

    @Test
    void aMistakeInTheIdentityFileIsToldToo() throws Exception {
        var policies = PolicyFolder.copyOf(Checkout.root().resolve("policies/demo"), folder.resolve("issuers"));
        policies.write("identity.yaml", "issuers:\n  - {issuer: 'https://login.example.org', algorithms: [none]}\n");

        var checked = inProcess("check", "--tools", Checkout.root().resolve("tool-descriptors").toString(),
                "--policies", policies.path().toString());

        assertThat(checked).startsWith("1 ").contains("identity.yaml:2:", "not 'none'", ": 1 error, ");
    }

    @Test
    void aWarningIsAnErrorOnlyWhereOneAsksForIt() throws Exception {
        var policies = PolicyFolder.copyOf(Checkout.root().resolve("policies/demo"), folder.resolve("odd"));
        policies.write("permissions.yaml", policies.read("permissions.yaml")
                .replace("principals:\n", "  nobody-has-it:\n    may:\n      - tool: retail.get_orders_of_yesterday@^1\nprincipals:\n"));

        var tools = Checkout.root().resolve("tool-descriptors").toString();

        var lax = inProcess("check", "--tools", tools, "--policies", policies.path().toString());
        var strict = inProcess("check", "--strict", "--tools", tools, "--policies", policies.path().toString());

        assertThat(lax).startsWith("0 ").contains("permissions.yaml:").contains("0 errors, 1 warning");
        assertThat(strict).isEqualTo(lax.replaceFirst("0 ", "1 "));
    }

    private static String inProcess(String... arguments) {
        var out = new StringWriter();
        int code = Main.commandLine().setOut(new PrintWriter(out)).execute(arguments);
        return code + " " + out;
    }

    private static String bash(String... arguments) throws Exception {
        var command = new ArrayList<>(List.of("bash"));
        command.addAll(List.of(arguments));
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        return process.exitValue() + " " + printed.strip();
    }
}
