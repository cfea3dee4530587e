package signalbox.kit.listener;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import signalbox.descriptor.ToolId;
import signalbox.identity.CallerAssertion;
import signalbox.identity.Principal;
import signalbox.json.Digest;
import signalbox.kit.Modern;
import signalbox.kit.Yard;
import signalbox.testing.RawConnection;
import tools.jackson.databind.json.JsonMapper;

/// Who was let in is looked at again before anything is done after a wait.
class CredentialCheckTest {
    private static final String LISTEN = "{\"notifications\": {\"resourceSubscriptions\": [\"shed://open/one\"]}}";

    private final Yard yard = Yard.open();
    private final List<RawConnection> open = new ArrayList<>();

    @AfterEach
    void close() {
        open.forEach(RawConnection::close);
        yard.close();
    }

    @Test
    void aTokenThatIsRevokedWhileTheBodyComesRunsNothing() throws InterruptedException {
        var caller = Modern.of(yard, "/mcp/yard", "agent:visitor");
        var asked = caller.calling("echo", "{\"text\": \"late\"}").request();
        var large = asked.body(asked.body() + " ".repeat(70_000));
        var connection = connection();
        connection.sendHead(large);
        Thread.sleep(500); // until it was asked who it is
        revoke(yard.principal(caller.token()));
        int before = yard.works.echoes.get();
        connection.write(large.body());

        assertThat(connection.answer().status()).isEqualTo(401);
        assertThat(yard.works.echoes).hasValue(before);
    }

    @Test
    void aCallThatWaitsForAnotherDoesNotBeginOnceItsTokenIsRevoked() throws InterruptedException {
        assertThat(beginsAfter(caller -> revoke(yard.principal(caller.token())))).isFalse();
    }

    @Test
    void aCallThatWaitsForAnotherDoesNotBeginOnceItsGrantIsWithdrawn() throws InterruptedException {
        assertThat(beginsAfter(_ -> yard.book.set(Yard.book(
                Yard.tools(), Yard.permissions().replace("agent:keeper: {roles: [keeper]}", "agent:keeper: {roles: []}"))))).isFalse();
    }

    @Test
    void aCallThatWaitsForAnotherBeginsWhereNothingHasChanged() throws InterruptedException {
        assertThat(beginsAfter(_ -> {})).isTrue();
    }

    @Test
    void aStreamOfAHostEndsWithItsCallersToken() {
        var caller = yard.principal(yard.token("agent:shedder"));
        var stream = listening(caller);
        revoke(caller);

        assertThat(ends(stream)).isTrue();
    }

    @Test
    void aStreamOfAHostEndsWhenItMayNoLongerActForOthers() {
        var stream = listening(yard.principal(yard.token("agent:shedder")));
        yard.book.set(Yard.book(Yard.tools(), Yard.permissions().replace("- act-for: true", "- tool: yard.echo@^1")));

        assertThat(ends(stream)).isTrue();
    }

    @Test
    void aStatementForACallIsGoodForNothingElse() {
        var caller = yard.principal(yard.token("agent:shedder"));
        var host = new Modern(yard, "/mcp/shed", yard.host.bearer());
        var statement = yard.host.assertion(yard.url("/mcp/shed"), caller, "run_1",
                new CallerAssertion.Call(ToolId.parse("shed.tell@1.0.0"), Digest.sha256(JsonMapper.shared().createObjectNode())));
        int reads = yard.resources.reads.get();

        for (var method : List.of("resources/list", "resources/read", "prompts/get", "tools/list")) {
            var reply = host.ask(method, "{\"uri\": \"shed://open/one\", \"name\": \"greet\"}").header(CallerAssertion.HEADER, statement).reply();
            assertThat(reply.status()).as(method).isEqualTo(403);
        }
        assertThat(yard.resources.reads).hasValue(reads);
        assertThat(host.calling("tell", "{}").header(CallerAssertion.HEADER, statement).reply().status()).isEqualTo(200);
    }

    private interface Change {
        void of(Modern caller);
    }

    /// Whether a second call under one id begins its work when the first gives up, after this change.
    private boolean beginsAfter(Change change) throws InterruptedException {
        var caller = Modern.of(yard, "/mcp/yard", "agent:keeper");
        var id = JsonMapper.shared().getNodeFactory().stringNode("standing-" + System.nanoTime());
        var call = caller.calling("slow", "{\"mark\": \"standing\"}").meta("signalbox/call-id", id).request();
        var first = connection();
        first.send(call);
        yard.works.begun.acquire();
        var second = connection();
        second.send(call);
        Thread.sleep(500); // until it waits
        change.of(caller);
        first.close();
        return yard.works.begun.tryAcquire(3, TimeUnit.SECONDS);
    }

    private RawConnection listening(Principal caller) {
        var stream = connection();
        stream.send(new Modern(yard, "/mcp/shed", yard.host.bearer()).ask("subscriptions/listen", LISTEN)
                .header(CallerAssertion.HEADER, yard.host.assertion(yard.url("/mcp/shed"), caller, "run_1")).request());
        stream.head();
        assertThat(stream.event()).isNotNull();
        return stream;
    }

    /// Nothing of a change is told, and the response ends it.
    private boolean ends(RawConnection stream) {
        yard.servers.resourceUpdated(URI.create("shed://open/one"));
        var event = stream.patient(Duration.ofSeconds(10)).event();
        return event != null && event.has("result");
    }

    private void revoke(Principal principal) {
        yard.tokens.revoke(principal.credential().id());
    }

    private RawConnection connection() {
        var connection = RawConnection.to(yard.port());
        open.add(connection);
        return connection;
    }
}
