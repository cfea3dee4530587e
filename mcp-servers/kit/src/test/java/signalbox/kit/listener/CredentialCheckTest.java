package signalbox.kit.listener;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import signalbox.descriptor.ToolId;
import signalbox.identity.CallerAssertion;
import signalbox.identity.Principal;
import signalbox.json.Digest;
import signalbox.kit.Modern;
import signalbox.kit.TestDatabase;
import signalbox.kit.TestServers;
import signalbox.testing.Patience;
import signalbox.testing.RawConnection;
import tools.jackson.databind.json.JsonMapper;

/// Who was let in is looked at again before anything is done after a wait.
class CredentialCheckTest {
    private static final String LISTEN = "{\"notifications\": {\"resourceSubscriptions\": [\"shed://open/one\"]}}";

    private final TestServers servers = TestServers.open();
    private final List<RawConnection> open = new ArrayList<>();

    @AfterEach
    void close() {
        open.forEach(RawConnection::close);
        servers.close();
    }

    @Test
    void aTokenThatIsRevokedWhileTheBodyComesRunsNothing() {
        var caller = Modern.of(servers, "/mcp/yard", "agent:visitor");
        var asked = caller.calling("echo", "{\"text\": \"late\"}").request();
        var large = asked.body(asked.body() + " ".repeat(70_000));
        var connection = connection();
        int checks = servers.clock.reads();
        connection.sendHead(large);
        Patience.until(Duration.ofSeconds(10), () -> servers.clock.reads() > checks); // its token has been checked
        revoke(servers.principal(caller.token()));
        int before = servers.tools.echoes.get();
        connection.write(large.body());

        assertThat(connection.answer().status()).isEqualTo(401);
        assertThat(servers.tools.echoes).hasValue(before);
    }

    @Test
    void aCallThatWaitsForAnotherDoesNotBeginOnceItsTokenIsRevoked() throws InterruptedException {
        assertThat(beginsAfter(caller -> revoke(servers.principal(caller.token())))).isFalse();
    }

    @Test
    void aCallThatWaitsForAnotherDoesNotBeginOnceItsGrantIsWithdrawn() throws InterruptedException {
        assertThat(beginsAfter(_ -> servers.rules.set(TestServers.rules(
                TestServers.tools(), TestServers.permissions().replace("agent:keeper: {roles: [keeper]}", "agent:keeper: {roles: []}"))))).isFalse();
    }

    @Test
    void aCallThatWaitsForAnotherBeginsWhereNothingHasChanged() throws InterruptedException {
        assertThat(beginsAfter(_ -> {})).isTrue();
    }

    @Test
    void aStreamOfAHostEndsWithItsCallersToken() {
        var caller = servers.principal(servers.token("agent:shedder"));
        var stream = listening(caller);
        revoke(caller);

        assertThat(ends(stream)).isTrue();
    }

    @Test
    void aStreamOfAHostEndsWhenItMayNoLongerActForOthers() {
        var stream = listening(servers.principal(servers.token("agent:shedder")));
        servers.rules.set(TestServers.rules(TestServers.tools(), TestServers.permissions().replace("- act-for: true", "- tool: yard.echo@^1")));

        assertThat(ends(stream)).isTrue();
    }

    @Test
    void aStatementForACallIsGoodForNothingElse() {
        var caller = servers.principal(servers.token("agent:shedder"));
        var host = new Modern(servers, "/mcp/shed", servers.host.bearer());
        var statement = servers.host.assertion(servers.url("/mcp/shed"), caller, "run_1",
                new CallerAssertion.Call(ToolId.parse("shed.tell@1.0.0"), Digest.sha256(JsonMapper.shared().createObjectNode())));
        int reads = servers.resources.reads.get();

        for (var method : List.of("resources/list", "resources/read", "prompts/get", "tools/list")) {
            var reply = host.ask(method, "{\"uri\": \"shed://open/one\", \"name\": \"greet\"}").header(CallerAssertion.HEADER, statement).reply();
            assertThat(reply.status()).as(method).isEqualTo(403);
        }
        assertThat(servers.resources.reads).hasValue(reads);
        assertThat(host.calling("tell", "{}").header(CallerAssertion.HEADER, statement).reply().status()).isEqualTo(200);
    }

    private interface Change {
        void of(Modern caller);
    }

    /// Whether a second call under one id begins its work when the first gives up, after this change.
    private boolean beginsAfter(Change change) throws InterruptedException {
        var caller = Modern.of(servers, "/mcp/yard", "agent:keeper");
        var id = JsonMapper.shared().getNodeFactory().stringNode("waiting-" + System.nanoTime());
        var call = caller.calling("slow", "{\"mark\": \"waiting\"}").meta("signalbox/call-id", id).request();
        var first = connection();
        first.send(call);
        servers.tools.begun.acquire();
        var second = connection();
        second.send(call);
        Patience.until(Duration.ofSeconds(10), CredentialCheckTest::oneWaitsForAnother);
        change.of(caller);
        first.close();
        var answered = new CompletableFuture<Boolean>();
        Thread.ofVirtual().start(() -> answered.complete(second.patient(Duration.ofSeconds(10)).reply() != null));
        Patience.until(Duration.ofSeconds(10), () -> answered.isDone() || servers.tools.begun.availablePermits() > 0);
        return servers.tools.begun.tryAcquire();
    }

    /// Whether a call waits in the database for the one of the same id.
    private static boolean oneWaitsForAnother() {
        return TestDatabase.jdbc()
                        .sql("select count(*) from pg_stat_activity where wait_event_type = 'Lock' and query like '%remembered_call%'")
                        .query(Integer.class).single()
                > 0;
    }

    private RawConnection listening(Principal caller) {
        var stream = connection();
        stream.send(new Modern(servers, "/mcp/shed", servers.host.bearer()).ask("subscriptions/listen", LISTEN)
                .header(CallerAssertion.HEADER, servers.host.assertion(servers.url("/mcp/shed"), caller, "run_1")).request());
        stream.head();
        assertThat(stream.event()).isNotNull();
        return stream;
    }

    /// Nothing of a change is told, and the response ends it.
    private boolean ends(RawConnection stream) {
        servers.running.resourceUpdated(URI.create("shed://open/one"));
        var event = stream.patient(Duration.ofSeconds(10)).event();
        return event != null && event.has("result");
    }

    private void revoke(Principal principal) {
        servers.tokens.revoke(principal.credential().id());
    }

    private RawConnection connection() {
        var connection = RawConnection.to(servers.port());
        open.add(connection);
        return connection;
    }
}
