package signalbox.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import signalbox.kit.endpoint.McpSettings;
import signalbox.kit.listener.CannotServe;
import signalbox.policy.permission.Scopes;
import signalbox.testing.RawHttp.Reply;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What lists and calls are answered, for whom, and what stays on record.
class CallsTest {
    private final TestServers servers = TestServers.open();
    private final String mark = UUID.randomUUID().toString();

    @AfterEach
    void closeServers() {
        servers.close();
    }

    @Test
    void aTextThatTheTypedResultHoldsIsCarriedOnce() {
        var caller = Modern.of(servers, "/mcp/shed", "agent:shedder");

        var twice = caller.call("tell", "{\"n\": 1}").json().at("/result/content");
        var once = caller.call("tell", "{\"a\": [{\"s\": \"told\"}]}").json().at("/result");

        assertThat(twice).hasSize(2);
        assertThat(once.at("/content")).hasSize(1);
        assertThat(once.at("/content/0/text").asString()).isEqualTo("{\"a\":[{\"s\":\"told\"}]}");
        assertThat(once.at("/structuredContent/a/0/s").asString()).isEqualTo("told");
    }

    @Test
    void whatIsListedIsWhatCanBeCalled() {
        for (var who : List.of("agent:visitor", "agent:newcomer", "agent:stranger", "agent:keeper", "agent:nobody")) {
            var token = servers.token(who);
            var session = servers.session("/mcp", token);
            var listed = names(servers.list("/mcp", token, session));

            for (var tool : List.of("yard__echo", "yard__big", "yard__count", "yard__fail", "depot__secret")) {
                var answer = servers.call("/mcp", token, session, tool, "{\"text\": \"a\", \"counter\": \"c\"}").json();
                assertThat(answer.has("result")).as(who + " " + tool).isEqualTo(listed.contains(tool));
            }
        }
    }

    @Test
    void aHiddenToolIsAnsweredLikeOneThatDoesNotExist() {
        var token = servers.token("agent:stranger");
        var session = servers.session("/mcp", token);

        var hidden = servers.call("/mcp", token, session, "depot__secret", "{}");
        var unknown = servers.call("/mcp", token, session, "depot__sacred", "{}");

        assertThat(hidden.json().toString())
                .isEqualTo("{\"jsonrpc\":\"2.0\",\"id\":7,\"error\":{\"code\":-32602,\"message\":\"Tool 'depot__secret' not found.\"}}");
        assertThat(event(hidden)).isEqualTo(event(unknown).replace("sacred", "secret"));
        assertThat(lastRow("agent:stranger", "depot.secret")).startsWith("deny");
    }

    @Test
    void aTokensScopesTakeRightsAway() {
        var token = servers.token("agent:keeper", Scopes.parse("tool:yard.echo"));
        var session = servers.session("/mcp", token);

        assertThat(names(servers.list("/mcp", token, session))).containsExactly("yard__echo");
        assertThat(servers.call("/mcp", token, session, "depot__secret", "{}").json().has("error")).isTrue();
    }

    @Test
    void anArgumentTheGrantExcludesIsDeniedWithADecisionIdAndWhatTheListedSchemaSays() {
        var token = servers.token("agent:newcomer");
        var session = servers.session("/mcp/yard", token);

        var reply = servers.call("/mcp/yard", token, session, "count", count(9));

        var id = reply.json().at("/result/_meta/signalbox~1decision-id").asString("");
        assertThat(reply.json().at("/result/isError").asBoolean()).isTrue();
        assertThat(text(reply)).isEqualTo("'count' is not permitted with these arguments (decision " + id
                + "). They do not fit the input schema as it is listed for this caller:\n- /by: 'by' must be at most 5: 9");
        assertThat(reply.json().at("/result/_meta").has("signalbox/rule")).isFalse();
        assertThat(TestDatabase.marks(mark)).isZero();
        assertThat(row(id)).containsExactly("deny", "denied", "yard.count", "2.0.0", "agent:newcomer", "/mcp/yard");
    }

    @Test
    void argumentsThatDoNotFitTheSchemaOfThisVersionAreAllNamed() {
        var token = servers.token("agent:newcomer");
        var session = servers.session("/mcp/yard", token);

        var reply = servers.call("/mcp/yard", token, session, "count", "{\"by\": 0, \"colour\": \"red\"}");

        assertThat(text(reply)).startsWith("The arguments do not fit the input schema of 'yard.count@2.0.0':\n- ")
                .contains("counter", "request_id", "colour", "/by");
    }

    @Test
    void aPermissionThatIsWithdrawnEndsTheNextCall() {
        var token = servers.token("agent:stranger");
        var session = servers.session("/mcp", token);
        var before = servers.call("/mcp", token, session, "yard__echo", "{\"text\": \"a\"}");
        servers.rules.set(TestServers.rules(TestServers.tools(), TestServers.permissions().replace("agent:stranger: {roles: [stranger]}", "agent:stranger: {roles: []}")));

        var after = servers.call("/mcp", token, session, "yard__echo", "{\"text\": \"a\"}");

        assertThat(text(before)).isEqualTo("agent:stranger says a");
        assertThat(after.json().at("/error/message").asString("")).isEqualTo("Tool 'yard__echo' not found.");
    }

    @Test
    void anApprovalThatNobodyCanGiveIsARefusal() {
        servers.rules.set(TestServers.rules(TestServers.tools(), TestServers.permissions().replace("agent:stranger: {roles: [stranger]}", "agent:stranger: {roles: [asker]}")));
        var token = servers.token("agent:stranger");
        var session = servers.session("/mcp", token);

        var reply = servers.call("/mcp", token, session, "yard__echo", "{\"text\": \"a\"}");

        assertThat(names(servers.list("/mcp", token, session))).containsExactly("yard__echo");
        assertThat(text(reply)).startsWith("'yard__echo' needs an approval, and none can be given here (decision dec_");
        assertThat(servers.tools.echoes).hasValue(0);
    }

    @Test
    void aCallMeansTheVersionThatWasListedUntilThatIsGone() {
        var token = servers.token("agent:keeper");
        var session = servers.session("/mcp", token);
        servers.list("/mcp", token, session);
        servers.rules.set(TestServers.rules(TestServers.tools(releases().replace("default: 1.0.0, pins", "default: 2.0.0, pins")), TestServers.permissions()));
        var listedVersion = servers.call("/mcp", token, session, "yard__count", "{\"counter\": \"" + mark + "\"}");
        servers.rules.set(TestServers.rules(
                TestServers.tools(releases().replace("1.0.0: {run: {java: count}}, ", "").replace("default: 1.0.0, pins", "default: 2.0.0, pins")),
                TestServers.permissions()));
        var gone = servers.call("/mcp", token, session, "yard__count", "{\"counter\": \"" + mark + "\"}");
        servers.list("/mcp", token, session);
        var relisted = servers.call("/mcp", token, session, "yard__count", count(1));

        assertThat(version(listedVersion)).isEqualTo("1.0.0");
        assertThat(text(gone)).startsWith("'yard.count@1.0.0' can no longer be called here. Nothing was done."
                + " It is now 'yard.count@2.0.0' with the input schema {");
        assertThat(version(relisted)).isEqualTo("2.0.0");
        assertThat(TestDatabase.marks(mark)).isEqualTo(2);
    }

    @Test
    void theAuditSaysWhyACallRanItsVersion() {
        var token = servers.token("agent:keeper");
        var session = servers.session("/mcp", token);
        servers.call("/mcp", token, session, "yard__count", count(1));
        assertThat(versionBy("agent:keeper")).endsWith("the default");

        servers.list("/mcp", token, session);
        servers.rules.set(TestServers.rules(TestServers.tools(releases().replace("default: 1.0.0, pins", "default: 2.0.0, pins")), TestServers.permissions()));
        servers.call("/mcp", token, session, "yard__count", count(1));
        assertThat(versionBy("agent:keeper"))
                .isEqualTo("the list shown last; now it is neither pin nor default: the default is 2.0.0");

        servers.call("/mcp/yard/v1", token, servers.session("/mcp/yard/v1", token), "count", count(1));
        assertThat(versionBy("agent:keeper")).endsWith("a version up to major 1, as the endpoint asks");

        var pinned = servers.token("agent:newcomer");
        servers.call("/mcp", pinned, servers.session("/mcp", pinned), "yard__count", count(1));
        assertThat(versionBy("agent:newcomer")).endsWith("the caller's pin");
    }

    @Test
    void workThatRefusesOrBreaksLeavesNothingAndSaysNothingOfTheCode() {
        var token = servers.token("agent:visitor");
        var session = servers.session("/mcp/yard", token);
        var arguments = "{\"mark\": \"" + mark + "\"}";

        var fail = servers.call("/mcp/yard", token, session, "fail", arguments);
        var crash = servers.call("/mcp/yard", token, session, "crash", arguments);
        var odd = servers.call("/mcp/yard", token, session, "odd", arguments);

        assertThat(text(fail)).isEqualTo("Error: refused");
        assertThat(text(crash)).startsWith("'crash' failed because of a fault on the server's side (decision dec_");
        assertThat(text(odd)).isEqualTo("'yard.odd@1.0.0' gave a result that is not what it promises; nothing was done.");
        assertThat(List.of(fail, crash, odd)).allMatch(reply -> reply.json().at("/result/isError").asBoolean());
        assertThat(TestDatabase.marks(mark)).isZero();
    }

    @Test
    void aLongResultIsCutAndSaysSo() {
        var token = servers.token("agent:visitor");
        var session = servers.session("/mcp/yard", token);

        var reply = servers.call("/mcp/yard", token, session, "big", "{\"bytes\": 10000000}");

        assertThat(text(reply)).hasSize(256).endsWith("[cut: the whole result has 10000000 bytes, the limit is 256]");
    }

    @Test
    void workThatDoesNotEndIsGivenUp() {
        var limits = new McpSettings.Limits(1 << 20, Duration.ofMillis(300), Duration.ofMinutes(5), 9, 9, 100);
        try (var hasty = TestServers.open(limits)) {
            var token = hasty.token("agent:visitor");

            var reply = hasty.call("/mcp/yard", token, hasty.session("/mcp/yard", token), "slow", "{}");

            assertThat(text(reply)).contains("did not end within").contains("Nothing was done");
        }
    }

    @Test
    void aRepeatedCallIdReturnsTheFirstResultToItsOwnCallerOnly() {
        var id = "call-" + mark;
        var visitor = servers.token("agent:visitor");
        var keeper = servers.token("agent:keeper");

        var first = repeatable(visitor, id, "{\"counter\": \"" + mark + "\"}");
        var again = repeatable(visitor, id, "{\"counter\": \"" + mark + "\"}");
        var other = repeatable(visitor, id, "{\"counter\": \"" + mark + "\", \"by\": 2}");
        var anothers = repeatable(keeper, id, "{\"counter\": \"" + mark + "\"}");

        assertThat(text(again)).isEqualTo(text(first)).isEqualTo("1");
        assertThat(again.json().at("/result/_meta/signalbox~1repeated").asBoolean()).isTrue();
        assertThat(first.json().at("/result/_meta").has("signalbox/repeated")).isFalse();
        assertThat(other.json().at("/result/isError").asBoolean()).isTrue();
        assertThat(text(other)).contains(id).contains("Use a new id for a new call.");
        assertThat(text(anothers)).isEqualTo("2");
        assertThat(TestDatabase.marks(mark)).isEqualTo(2);
    }

    @Test
    void interleavedTenantsReadOnlyTheirOwnAnswers() throws Exception {
        var seed = new Random().nextLong();
        var random = new Random(seed);
        var tenants = List.of("agent:visitor", "agent:newcomer", "agent:stranger", "agent:keeper");
        var tokens = tenants.stream().map(servers::token).toList();
        var sessions = tokens.stream().map(token -> servers.session("/mcp/yard", token)).toList();
        var wrong = new ArrayList<Future<Boolean>>();

        try (var threads = Executors.newFixedThreadPool(8)) {
            for (int i = 0; i < 600; i++) {
                int tenant = random.nextInt(tenants.size());
                var canary = tenants.get(tenant) + "-" + random.nextLong();
                wrong.add(threads.submit(() -> !text(servers.call("/mcp/yard", tokens.get(tenant), sessions.get(tenant), "echo", "{\"text\": \"" + canary + "\"}"))
                        .equals(tenants.get(tenant) + " says " + canary)));
            }
        }

        for (var each : wrong) {
            assertThat(each.get()).as("seed " + seed).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "\u0000", "a\nb", "'; drop table kit.audit; --", "<script>alert(1)</script>", "\uD83D\uDE82", "%s%n", "${jndi:ldap://x}",
        "../../etc/passwd", "\u202Etxt", ""
    })
    void aNameThatNoToolHasIsOnlyAName(String name) {
        var token = servers.token("agent:stranger");
        var session = servers.session("/mcp", token);

        var reply = servers.call("/mcp", token, session, name, "{\"text\": \"\\u0000\"}");
        var named = servers.call("/mcp", token, session, "yard__echo", "{\"text\": " + JsonMapper.shared().writeValueAsString(name) + "}");

        assertThat(reply.json().at("/error/code").asInt()).isEqualTo(-32602);
        assertThat(reply.body()).doesNotContain("\u0000", "\u202E");
        assertThat(text(named)).isEqualTo("agent:stranger says " + name);
    }

    @Test
    void toolsServedWithoutWorkKeepTheListenerShut() {
        servers.rules.set(TestServers.rules(TestServers.tools(releases().replace("{java: echo}", "{java: ekko}")), TestServers.permissions()));

        assertThatThrownBy(servers::again)
                .isInstanceOf(CannotServe.class)
                .hasMessageContaining("'yard.echo@1.0.0' is served by java: ekko, which server 'yard' does not have; it has big, count, ");
    }

    private Reply repeatable(String token, String id, String arguments) {
        var session = servers.session("/mcp/yard/v1", token);
        return servers.post("/mcp/yard/v1", token, "{\"jsonrpc\": \"2.0\", \"id\": 7, \"method\": \"tools/call\", \"params\": {\"name\": \"count\","
                + " \"arguments\": " + arguments + ", \"_meta\": {\"signalbox/call-id\": \"" + id + "\"}}}", session);
    }

    private String count(int by) {
        return "{\"counter\": \"" + mark + "\", \"by\": " + by + ", \"request_id\": \"r\"}";
    }

    private static String releases() {
        try {
            return Files.readString(Path.of("src/test/tools/releases.yaml"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Reply reply) {
        return reply.json().at("/result/content/0/text").asString("");
    }

    private static String version(Reply reply) {
        return reply.json().at("/result/_meta/signalbox~1version").asString("");
    }

    private static List<String> names(Reply reply) {
        var names = new ArrayList<String>();
        for (JsonNode tool : reply.json().at("/result/tools")) {
            names.add(tool.path("name").asString(""));
        }
        return names;
    }

    private static String event(Reply reply) {
        return reply.status() + reply.body().replaceAll("(?m)^id: .*$", "id");
    }

    private static String lastRow(String caller, String tool) {
        return TestDatabase.jdbc()
                .sql("select decision || ' ' || rule from kit.audit where caller = ? and tool = ? order by at desc limit 1")
                .param(caller).param(tool).query(String.class).single();
    }

    private static String versionBy(String caller) {
        return TestDatabase.jdbc()
                .sql("select version_by from kit.audit where caller = ? and tool = 'yard.count' order by at desc limit 1")
                .param(caller).query(String.class).single();
    }

    private static List<Object> row(String decision) {
        return TestDatabase.jdbc()
                .sql("select decision, outcome, tool, version, caller, endpoint from kit.audit where decision_id = ?")
                .param(decision)
                .query((row, _) -> List.<Object>of(row.getString(1), row.getString(2), row.getString(3), row.getString(4), row.getString(5), row.getString(6)))
                .single();
    }
}
