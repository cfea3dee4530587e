package signalbox.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// One `up` in a process of its own, and what the other commands and a changed file do to it.
@SuppressWarnings("NullAway.Init") // set by JUnit before the first test
class RunningUpTest {
    private static final Pattern TOKEN = Pattern.compile("shown this once: \\S{20,}");
    private static final String ORDER = "{\"order_id\":\"#W1000001\"}";

    @TempDir
    private static Path folder;

    private static Path data;
    private static HeldProvider provider;
    private static PolicyFolder policies;
    private static RunningUp up;
    private static String quickstart;

    @BeforeAll
    static void start() throws Exception {
        data = folder.resolve("data");
        provider = new HeldProvider();
        policies = PolicyFolder.held(folder.resolve("policies"), provider);
        up = RunningUp.start(data, policies.path());
        quickstart = token(up.child().out().soFar());
    }

    @AfterAll
    static void stop() throws Exception {
        up.close();
        provider.close();
    }

    @Test
    void aFirstStartPrintsItsAddressesAndOneToken() throws Exception {
        var printed = up.child().out().soFar();

        assertThat(printed).contains(up.mcp(), up.host(), up.file().path("management").asString());
        assertThat(TOKEN.matcher(printed).results()).hasSize(1);
        assertThat(printed).contains("agent:quickstart");
        assertThat(up.hostStatus(quickstart)).isEqualTo(200);
        assertThat(up.mcpStatus(quickstart)).isEqualTo(200);
    }

    @Test
    void whereItRunsIsForItsOwnerOnly() throws IOException {
        var file = data.resolve("run.json");

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data))).isEqualTo("rwx------");
        assertThat(up.file().path("process").asLong()).isEqualTo(up.child().pid());
    }

    @Test
    void aTokenIsMadeWhileItRunsAndIsRefusedAtOnceWhenRevoked() throws Exception {
        var made = Child.run("token", "create", "--principal", "agent:clerk", "--data", data.toString());

        assertThat(made.err()).contains("agent:clerk").doesNotContain(made.out());
        assertThat(made.code()).isZero();
        assertThat(made.out()).matches("\\S{20,}");
        assertThat(up.hostStatus(made.out())).isEqualTo(200);
        assertThat(up.mcpStatus(made.out())).isEqualTo(200);

        var list = Child.run("token", "list", "--data", data.toString());
        assertThat(list.code()).isZero();
        assertThat(list.out()).contains("agent:clerk").doesNotContain(secret(made.out()), secret(quickstart));

        var id = made.err().replaceFirst("(?s).*token (\\S+) of.*", "$1");
        var revoked = Child.run("token", "revoke", id, "--data", data.toString());
        assertThat(revoked.code()).isZero();
        assertThat(revoked.out()).isEqualTo("token " + id + " of agent:clerk is revoked");
        assertThat(revoked.err()).isEmpty();
        assertThat(up.hostStatus(made.out())).isEqualTo(401);
        assertThat(up.mcpStatus(made.out())).isEqualTo(401);
        assertThat(up.hostStatus(quickstart)).isEqualTo(200);
    }

    @Test
    void aWholeTokenMayBeRevokedAndItsSecretIsNeverRepeated() throws Exception {
        var made = Child.run("token", "create", "--principal", "agent:clerk", "--data", data.toString()).out();

        var revoked = Child.run("token", "revoke", made, "--data", data.toString());

        assertThat(revoked.code()).isZero();
        assertThat(revoked.out()).isEqualTo("token " + made.substring(4, 16) + " of agent:clerk is revoked");
        assertThat(revoked.err()).isEmpty();
        assertThat(up.hostStatus(made)).isEqualTo(401);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "sbx_nobodysToken_AHWhaxYFFQ2z1tzT8GtAHWhaxYFFQ2z1tzT8GtAHWha | there is no token 'nobodysToken': 'token list' shows them",
        "nobodysToken | there is no token 'nobodysToken': 'token list' shows them",
        "AHWhaxYFFQ2z1tzT8GtAHWhaxYFFQ2z1tzT8GtAHWha | that is not a token id: 'token list' shows them, 12 letters and digits each",
        "AHWhaxYFFQ2z_1tzT8GtAHWhaxYFFQ2z1tzT8GtAHWh | that is not a token id: 'token list' shows them, 12 letters and digits each",
        "sbx_AHWhaxYFFQ2z1tzT8 | that is not a token id: 'token list' shows them, 12 letters and digits each"
    })
    void whatIsNoTokenIsNotRepeatedUnlessItIsAnId(String named, String words) {
        var told = new StringWriter();

        int code = Main.commandLine().setErr(new PrintWriter(told)).execute("token", "revoke", named, "--data", data.toString());

        assertThat(code).isEqualTo(1);
        assertThat(told.toString().strip()).isEqualTo("signalbox: " + words);
    }

    @Test
    void aTokenForNobodyIsRefusedInOneSentence() throws Exception {
        var refused = Child.run("token", "create", "--principal", "agent:nobody", "--data", data.toString());

        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.out()).isEmpty();
        assertThat(refused.err()).isEqualTo("signalbox: 'agent:nobody' is not among the principals of "
                + policies.path() + "/permissions.yaml: add it there first");
    }

    @Test
    void aTokenForScopesThatAreNoneIsRefused() throws Exception {
        var refused = Child.run(
                "token", "create", "--principal", "agent:quickstart", "--scopes", "tool:retail.*,retail.get_*", "--data", data.toString());

        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.out()).isEmpty();
        assertThat(refused.err()).startsWith("signalbox: 'retail.get_*' is not a scope: write one such as tool:retail.*");
    }

    @Test
    void aSecondUpOnTheSameDataIsRefusedAndTheFirstIsStillFound() throws Exception {
        var second = Child.run("up", "--data", data.toString(), "--policies", policies.path().toString(),
                "--host-port", "0", "--mcp-port", "0", "--console-port", "0");

        assertThat(second.code()).isEqualTo(1);
        assertThat(second.out()).isEmpty();
        assertThat(second.err()).isEqualTo("signalbox: Signalbox runs on '" + data + "' already, as process " + up.child().pid()
                + ": MCP servers " + up.mcp() + ", routing host " + up.host() + "/v1.\n"
                + "Stop it first, or start another one with a --data and ports of its own");
        assertThat(data.resolve("run.json")).exists();
    }

    @Test
    void itsDatabaseConfirmsOnlyWhatIsKept() throws Exception {
        try (var connection = up.connection();
                var sql = connection.createStatement();
                var fsync = sql.executeQuery("SHOW fsync")) {
            assertThat(fsync.next()).isTrue();
            assertThat(fsync.getString(1)).isEqualTo("on");
        }
    }

    @Test
    void itsDatabaseLetsNobodyInWithoutThePassword() {
        assertThatThrownBy(() -> up.connection("").close()).isInstanceOf(SQLException.class);
        assertThatThrownBy(() -> up.connection("guess").close()).isInstanceOf(SQLException.class).hasMessageContaining("password");
    }

    @Test
    void aRunAndADeniedCallAreExplained() throws Exception {
        var run = up.running(quickstart, "Cancel order #W1000003, I changed my mind.");
        provider.next().call("cancel_pending_order", "{\"order_id\":\"#W1000003\",\"reason\":\"ordered by mistake\"}");
        provider.next().say("That cannot be done.");

        var ended = run.get();
        var call = ended.path("steps").get(0).path("tool_calls").get(0);
        var decision = call.path("decision_id").asString();
        assertThat(call.path("decision").asString()).isEqualTo("deny");
        assertThat(ended.toString()).doesNotContain("permissions.yaml", "routing.yaml", "may[2]");

        var ofRun = Child.run("explain", ended.path("id").asString(), "--data", data.toString());
        assertThat(ofRun.code()).isZero();
        assertThat(ofRun.out()).contains("completed", "rule 'all'", "held/one", "retail.cancel_pending_order@1.0.0: denied", decision);

        var ofCall = Child.run("explain", decision, "--data", data.toString());
        assertThat(ofCall.code()).isZero();
        assertThat(ofCall.out()).containsPattern("decision +deny");
        assertThat(ofCall.out()).containsPattern("rule +default");
        assertThat(ofCall.out()).containsPattern("place +\\S*/permissions\\.yaml:\\d+:\\d+\\R");
        assertThat(ofCall.out()).containsPattern("reason +no rule matched; tried desk\\.may\\[2\\] in \\S*/permissions\\.yaml:\\d+: ");
    }

    @ParameterizedTest
    @CsvSource({"run_0000000000000000000000, there is no", "dec_0000000000000000000000, there is no", "bogus, is neither a run nor a decision"})
    void whatIsNotThereCannotBeExplained(String id, String words) {
        var told = new StringWriter();

        int code = Main.commandLine().setErr(new PrintWriter(told)).execute("explain", id, "--data", data.toString());

        assertThat(code).isEqualTo(1);
        assertThat(told.toString().lines()).hasSize(1);
        assertThat(told.toString()).startsWith("signalbox: ").contains("'" + id + "'", words);
    }

    @ParameterizedTest
    @CsvSource({
        "permissions.yaml, 'agent:clerk: {roles: [desk]}', 'agent:clerk: {roles: [dusk]}'",
        "models.yaml, openai-chat, openai-chatter",
        "routing.yaml, use: only, use: none",
        "permissions.yaml, '      - tool: retail.cancel_pending_order@^1', '      - {tool: '",
        "models.yaml, 'price: {input', 'price'",
        "routing.yaml, 'rules:', 'rules: ['"
    })
    void aBrokenFileChangesNothingWhileItRuns(String file, String right, String wrong) throws Exception {
        var sound = policies.read(file);
        var before = healthButForTheLook();

        policies.write(file, sound.replace(right, wrong));
        up.child().err().await("the last good ones stay in force");

        try {
            assertThat(up.child().err().await("/" + file + ":")).containsPattern(":\\d+:\\d+: ");
            assertThat(up.health().path("newer_policy_refused").asBoolean()).isTrue();
            assertThat(up.health().path("policy")).isEqualTo(before.path("policy"));
            assertThat(readOrder().path("decision").asString()).isEqualTo("allow");
        } finally {
            policies.write(file, sound);
            up.child().err().await("changed and are in force");
        }
        assertThat(healthButForTheLook()).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource({"permissions.yaml", "models.yaml", "routing.yaml"})
    void aTruncatedOrAbsentFileChangesNothingWhileItRuns(String file) throws Exception {
        var sound = policies.read(file);

        try {
            policies.write(file, sound.substring(0, sound.length() / 2));
            up.child().err().await("the last good ones stay in force");
            assertThat(readOrder().path("decision").asString()).isEqualTo("allow");

            Files.delete(policies.path().resolve(file));
            up.child().err().await("the last good ones stay in force");
            assertThat(readOrder().path("decision").asString()).isEqualTo("allow");
            assertThat(up.health().path("newer_policy_refused").asBoolean()).isTrue();
        } finally {
            policies.write(file, sound);
            up.child().err().await("changed and are in force");
        }
    }

    @Test
    void aRemovedGrantTakesEffectOnTheNextCallOfARunThatIsUnderWay() throws Exception {
        var run = up.running(quickstart, "What is in order #W1000001?");
        provider.next().call("get_order_details", ORDER);
        var second = provider.next();

        try {
            policies.permissions(false);
            up.child().err().await("changed and are in force");
            second.call("get_order_details", ORDER);
            provider.next().say("I may not look.");
            var steps = run.get().path("steps");
            assertThat(steps.get(0).path("tool_calls").get(0).path("error").asBoolean()).isFalse();
            assertThat(steps.get(1).path("tool_calls").get(0).path("error").asBoolean()).isTrue();
            assertThat(steps.get(1).path("tool_calls").get(0).path("decision").asString()).isNotEqualTo("allow");
        } finally {
            policies.permissions(true);
            up.child().err().await("changed and are in force");
        }
        assertThat(readOrder().path("decision").asString()).isEqualTo("allow");
    }

    /// The files are looked at again and again, whatever is in them.
    private static JsonNode healthButForTheLook() throws Exception {
        return ((ObjectNode) up.health()).without("policy_looked_at");
    }

    /// The call that a run makes which reads one order.
    private static JsonNode readOrder() throws Exception {
        var run = up.running(quickstart, "What is in order #W1000001?");
        provider.next().call("get_order_details", ORDER);
        provider.next().say("A lamp.");
        return run.get().path("steps").get(0).path("tool_calls").get(0);
    }

    private static String token(String printed) {
        return printed.replaceFirst("(?s).*shown this once: (\\S+).*", "$1");
    }

    /// What of a token must stay unknown: all behind the part that names it.
    private static String secret(String token) {
        return token.substring(token.length() - 20);
    }
}
