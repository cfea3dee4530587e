package signalbox.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import signalbox.descriptor.ToolId;
import signalbox.identity.CallerAssertion;
import signalbox.identity.Principal;
import signalbox.json.Digest;
import signalbox.testing.RawHttp;
import signalbox.testing.RawHttp.Reply;
import tools.jackson.databind.json.JsonMapper;

/// A host that calls for its caller: whose rights count, and what its statement must say.
class HostCallsTest {
    private static final String PATH = "/mcp";

    private final TestServers servers = TestServers.open();
    private final String mark = UUID.randomUUID().toString();
    private final Principal caller = servers.principal(servers.token("agent:newcomer"));
    private final String session = servers.session(PATH, servers.host.bearer());

    @AfterEach
    void closeServers() {
        servers.close();
    }

    @Test
    void theHostSeesWhatItsCallerMaySee() {
        var reply = servers.post(PATH, servers.host.bearer(), "{\"jsonrpc\": \"2.0\", \"id\": 5, \"method\": \"tools/list\"}",
                session, CallerAssertion.HEADER + ": " + servers.host.assertion(servers.url(PATH), caller, "run_1"));

        assertThat(reply.json().at("/result/tools").valueStream().map(tool -> tool.path("name").asString("")))
                .containsExactly("yard__count", "yard__echo");
    }

    @Test
    void theCallRunsExactlyTheVersionOfItsStatementAndIsOnRecordWithItsRun() {
        var reply = call("yard.count@2.0.0", "yard__count", count(2), count(2));

        var meta = reply.json().at("/result/_meta");
        assertThat(reply.json().at("/result/structuredContent/count").asInt()).isEqualTo(2);
        assertThat(meta.path("signalbox/version").asString("")).isEqualTo("2.0.0");
        assertThat(meta.path("signalbox/decision").asString("")).isEqualTo("allow");
        assertThat(meta.path("signalbox/rule").asString("")).isEqualTo("newcomer.may[1]");
        assertThat(TestDatabase.jdbc().sql("select host || ' ' || caller || ' ' || run from kit.audit where decision_id = ?")
                .param(meta.path("signalbox/decision-id").asString("")).query(String.class).single())
                .isEqualTo("host:main agent:newcomer run_1");
    }

    @Test
    void aVersionThatTheCallerMayNotCallIsRefusedWithTheOneItMay() {
        var reply = call("yard.count@1.0.0", "yard__count", count(2), count(2));

        assertThat(reply.json().at("/result/isError").asBoolean()).isTrue();
        assertThat(reply.json().at("/result/content/0/text").asString(""))
                .startsWith("'yard.count@1.0.0' can no longer be called here. Nothing was done. It is now 'yard.count@2.0.0'");
        assertThat(TestDatabase.marks(mark)).isZero();
    }

    @Test
    void aToolHiddenFromTheCallerIsHiddenFromItsHost() {
        var reply = call("depot.secret@1.0.0", "depot__secret", "{}", "{}");

        assertThat(reply.json().at("/error/message").asString("")).isEqualTo("Tool 'depot__secret' not found.");
    }

    @Test
    void aHiddenToolAndOneThatIsNotThereAnswerAlikeWhateverIsStated() {
        var arguments = "{\"text\": \"a\"}";

        for (var path : new String[] {"/mcp", "/mcp/depot"}) {
            for (var stated : new String[] {"depot.secret@1.0.0", "depot.secret@7.0.0", "yard.echo@1.0.0", "yard.secret@1.0.0"}) {
                var hidden = stated(path, stated, "secret", arguments);
                var absent = stated(path, stated.replace("secret", "nosuch"), "nosuch", arguments);

                assertThat(absent).isEqualTo(hidden.replace("secret", "nosuch"));
            }
            assertThat(stated(path, null, "nosuch", arguments))
                    .isEqualTo(stated(path, null, "secret", arguments).replace("secret", "nosuch"));
            assertThat(stated(path, "depot.nosuch@1.0.0", "nosuch", arguments)).contains("nosuch' not found.");
        }
    }

    @Test
    void aStatementCoversOneCallWithItsOwnArguments() {
        var otherArguments = call("yard.count@2.0.0", "yard__count", count(1), count(2));
        var otherTool = call("yard.echo@1.0.0", "yard__count", count(2), count(2));
        var statement = statement("yard.count@2.0.0", count(2));
        var first = send("yard__count", count(2), statement);
        var second = send("yard__count", count(2), statement);
        var ofNoCall = send("yard__count", count(2), servers.host.assertion(servers.url(PATH), caller, "run_1"));

        assertThat(first.json().has("result")).isTrue();
        for (var refused : new Reply[] {otherArguments, otherTool, second, ofNoCall}) {
            assertThat(refused.json().at("/error/message").asString("")).startsWith("The host's assertion does not cover this call");
        }
        assertThat(TestDatabase.marks(mark)).isEqualTo(2);
    }

    @Test
    void aStatementForAnotherEndpointOrOfARevokedTokenIsNotAccepted() {
        var elsewhere = send("yard__echo", "{\"text\": \"a\"}", servers.host.assertion(servers.url("/mcp/yard"), caller, "run_1"));
        var late = statement("yard.echo@1.0.0", "{\"text\": \"a\"}");
        servers.tokens.revoke(caller.credential().id());
        var revoked = send("yard__echo", "{\"text\": \"a\"}", late);

        assertThat(elsewhere.status()).isEqualTo(403);
        assertThat(revoked.status()).isEqualTo(403);
        assertThat(revoked.json().at("/error/message").asString("")).isEqualTo("The assertion in X-Signalbox-Caller is not accepted.");
        assertThat(servers.tools.echoes).hasValue(0);
    }

    @Test
    void theHostEndsItsSessionOutsideAnyRun() {
        var ended = servers.send(RawHttp.Request.of("DELETE", PATH).with("Authorization: Bearer " + servers.host.bearer()).with(session)
                .with(CallerAssertion.HEADER + ": " + servers.host.assertion(servers.url(PATH), caller, "")));

        var after = send("yard__echo", "{\"text\": \"a\"}", statement("yard.echo@1.0.0", "{\"text\": \"a\"}"));

        assertThat(ended.status()).isEqualTo(200);
        assertThat(after.status()).isEqualTo(404);
    }

    @Test
    void whoMayNotActForOthersIsRefusedWithTheStatement() {
        var visitor = servers.token("agent:visitor");
        var statement = statement("yard.echo@1.0.0", "{\"text\": \"a\"}");

        var reply = servers.post(PATH, visitor, "{\"jsonrpc\": \"2.0\", \"id\": 5, \"method\": \"tools/list\"}",
                servers.session(PATH, visitor), CallerAssertion.HEADER + ": " + statement);

        assertThat(reply.status()).isEqualTo(403);
        assertThat(reply.json().at("/error/message").asString(""))
                .isEqualTo("'agent:visitor' may not act for others: leave out X-Signalbox-Caller.");
    }

    private Reply call(String stated, String tool, String statedArguments, String arguments) {
        return send(tool, arguments, statement(stated, statedArguments));
    }

    private String statement(String tool, String arguments) {
        var digest = Digest.sha256(JsonMapper.shared().readTree(arguments));
        return servers.host.assertion(servers.url(PATH), caller, "run_1", new CallerAssertion.Call(ToolId.parse(tool), digest));
    }

    private Reply send(String tool, String arguments, String statement) {
        return servers.post(PATH, servers.host.bearer(), "{\"jsonrpc\": \"2.0\", \"id\": 7, \"method\": \"tools/call\", \"params\": {\"name\": \""
                + tool + "\", \"arguments\": " + arguments + "}}", session, CallerAssertion.HEADER + ": " + statement);
    }

    /// @param tool what the statement is for, or null for a statement of no call
    private String stated(String path, @Nullable String tool, String name, String arguments) {
        var digest = Digest.sha256(JsonMapper.shared().readTree(arguments));
        var statement = tool == null
                ? servers.host.assertion(servers.url(path), caller, "run_1")
                : servers.host.assertion(servers.url(path), caller, "run_1", new CallerAssertion.Call(ToolId.parse(tool), digest));
        var listing = CallerAssertion.HEADER + ": " + servers.host.assertion(servers.url(path), caller, "run_1");
        var held = servers.session(path, servers.host.bearer(), listing);
        return servers.post(path, servers.host.bearer(), "{\"jsonrpc\": \"2.0\", \"id\": 7, \"method\": \"tools/call\", \"params\": {\"name\": \""
                + (path.equals("/mcp") ? "depot__" : "") + name + "\", \"arguments\": " + arguments + "}}",
                held, CallerAssertion.HEADER + ": " + statement).body().replaceAll("id: .*", "");
    }

    private String count(int by) {
        return "{\"counter\": \"" + mark + "\", \"by\": " + by + ", \"request_id\": \"r\"}";
    }
}
