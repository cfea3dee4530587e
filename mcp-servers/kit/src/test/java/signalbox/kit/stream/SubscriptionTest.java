package signalbox.kit.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import signalbox.kit.Legacy;
import signalbox.kit.Modern;
import signalbox.kit.TestServers;
import signalbox.testing.Patience;
import signalbox.testing.RawConnection;
import signalbox.testing.RawHttp.Request;
import tools.jackson.databind.JsonNode;

/// Who listens is told of what it asked for and may see, as long as its credential is good, and nobody waits for it.
class SubscriptionTest {
    private static final String EVERYTHING = "{\"notifications\": {\"toolsListChanged\": true, \"promptsListChanged\": true,"
            + " \"resourcesListChanged\": true, \"resourceSubscriptions\": [\"shed://open/one\", \"shed://closed/one\"]}}";

    private final TestServers servers = TestServers.open();
    private final Modern shedder = Modern.of(servers, "/mcp/shed", "agent:shedder");
    private final List<RawConnection> open = new ArrayList<>();

    @AfterEach
    void close() {
        open.forEach(RawConnection::close);
        servers.close();
    }

    @Test
    void onlyWhatWasAskedForIsTold() {
        var tools = listening(shedder, "{\"notifications\": {\"toolsListChanged\": true}}");
        var prompts = listening(shedder, "{\"notifications\": {\"promptsListChanged\": true, \"toolsListChanged\": false}}");
        var resources = listening(shedder, "{\"notifications\": {\"resourcesListChanged\": true}}");
        var one = listening(shedder, "{\"notifications\": {\"resourceSubscriptions\": [\"shed://open/one\", \"shed://closed/one\", \"none\"]}}");
        var nothing = listening(shedder, "{\"notifications\": {\"toolsListChanged\": false, \"resourceSubscriptions\": []}}");

        withdraw("shed.tell");
        servers.prompts.names = List.of("greet", "confide");
        servers.running.listsChanged();
        servers.resources.paths = List.of("open/one", "open/three");
        servers.running.listsChanged();
        servers.running.resourceUpdated(URI.create("shed://open/two"));
        servers.running.resourceUpdated(URI.create("shed://open/one"));
        servers.running.close();

        assertThat(methods(tools)).containsExactly("notifications/tools/list_changed", "the end");
        assertThat(methods(prompts)).containsExactly("notifications/prompts/list_changed", "the end");
        assertThat(methods(resources)).containsExactly("notifications/resources/list_changed", "the end");
        assertThat(methods(one)).containsExactly("notifications/resources/updated shed://open/one", "the end");
        assertThat(methods(nothing)).containsExactly("the end");
    }

    @Test
    void onlyWhatTheCallerMaySeeIsTold() {
        var outside = listening(shedder, EVERYTHING);
        var inside = listening(Modern.of(servers, "/mcp/shed", "agent:insider"), EVERYTHING);
        var elsewhere = listening(Modern.of(servers, "/mcp/yard", "agent:keeper"), EVERYTHING);

        servers.resources.paths = List.of("open/one", "open/two", "open/asking", "closed/one", "closed/two");
        servers.prompts.names = List.of("greet", "enquire", "flood");
        servers.running.listsChanged();
        servers.running.resourceUpdated(URI.create("shed://closed/one"));
        servers.running.resourceUpdated(URI.create("shed://open/one"));
        servers.running.close();

        assertThat(methods(outside)).containsExactly("notifications/resources/updated shed://open/one", "the end");
        assertThat(methods(inside)).containsExactly(
                "notifications/prompts/list_changed", "notifications/resources/list_changed", "notifications/resources/updated shed://closed/one",
                "notifications/resources/updated shed://open/one", "the end");
        assertThat(methods(elsewhere)).containsExactly("the end");
    }

    @Test
    void whoLosesAGrantLearnsThatItsListsChangedAndNothingMore() {
        var stream = listening(shedder, EVERYTHING);
        servers.rules.set(TestServers.rules(TestServers.tools(), TestServers.permissions().replace("agent:shedder: {roles: [shedder]}", "agent:shedder: {roles: []}")));

        var told = List.of(next(stream), next(stream), next(stream));
        servers.running.resourceUpdated(URI.create("shed://open/one"));
        servers.running.close();

        assertThat(told).containsExactlyInAnyOrder(
                "notifications/tools/list_changed", "notifications/prompts/list_changed", "notifications/resources/list_changed");
        assertThat(methods(stream)).containsExactly("the end");
    }

    @Test
    void everyFrameNamesItsSubscriptionAlsoWhereOneConnectionHasSeveralAfterEachOther() {
        for (var id : List.of("1", "\"a\"", "12345678901234567890")) {
            var stream = opened(shedder.ask("subscriptions/listen", EVERYTHING).id(id).request());
            assertThat(ids(stream.event())).isEqualTo(id);
            withdraw("shed.tell");
            assertThat(ids(stream.event())).isEqualTo(id);
            servers.rules.set(TestServers.rules(TestServers.tools(), TestServers.permissions()));
        }
    }

    @Test
    void aRevokedTokenEndsTheStreamWithAResponse() {
        var stream = listening(shedder, EVERYTHING);
        var other = listening(Modern.of(servers, "/mcp/shed", "agent:shedder"), EVERYTHING);
        servers.tokens.revoke(servers.principal(shedder.token()).credential().id());
        servers.running.resourceUpdated(URI.create("shed://open/one"));

        assertThat(methods(stream)).containsExactly("the end");
        assertThat(next(other)).isEqualTo("notifications/resources/updated shed://open/one");
    }

    @Test
    void anExpiredTokenEndsTheStreamOfEitherRevision() {
        var stream = listening(shedder, EVERYTHING);
        var session = Legacy.of(servers, "/mcp/shed", "agent:shedder");
        var listening = session.listening();
        open.add(listening);
        servers.clock.pass(Duration.ofHours(1).plusSeconds(1));

        assertThat(methods(stream)).containsExactly("the end");
        assertThat(listening.event()).isNull();
    }

    @Test
    void aSessionIsToldOnItsStreamOfWhatItFollows() {
        var session = Legacy.of(servers, "/mcp/shed", "agent:shedder");
        var stream = session.listening();
        open.add(stream);
        session.ask("resources/subscribe", "{\"uri\": \"shed://open/one\"}");
        session.ask("resources/subscribe", "{\"uri\": \"shed://open/two\"}");
        session.ask("resources/unsubscribe", "{\"uri\": \"shed://open/two\"}");
        session.ask("resources/subscribe", "{\"uri\": \"shed://closed/one\"}");

        servers.running.resourceUpdated(URI.create("shed://open/two"));
        servers.running.resourceUpdated(URI.create("shed://closed/one"));
        servers.running.resourceUpdated(URI.create("shed://open/one"));
        withdraw("shed.tell");

        assertThat(next(stream)).isEqualTo("notifications/resources/updated shed://open/one");
        assertThat(next(stream)).isEqualTo("notifications/tools/list_changed");
        servers.running.close();
        assertThat(stream.event()).isNull();
    }

    @Test
    void everybodyIsSentAwayWithAResponseWhenTheServersClose() {
        var streams = new ArrayList<RawConnection>();
        for (int i = 0; i < 50; i++) {
            streams.add(listening(shedder, EVERYTHING));
        }
        servers.running.close();

        for (var stream : streams) {
            assertThat(methods(stream)).containsExactly("the end");
        }
    }

    @Test
    void oneThatDoesNotReadKeepsNobodyElseWaitingAndIsGivenUp() {
        var idler = RawConnection.narrow(servers.port());
        open.add(idler);
        idler.send(shedder.ask("subscriptions/listen", "{\"notifications\": {\"resourceSubscriptions\": [\"shed://open/two\"]}}")
                .id("\"" + "x".repeat(60_000) + "\"").request());
        idler.head();
        assertThat(next(idler)).isEqualTo("notifications/subscriptions/acknowledged");
        var reader = listening(shedder, EVERYTHING);

        long started = System.nanoTime();
        for (int i = 0; i < 300; i++) {
            servers.running.resourceUpdated(URI.create("shed://open/two"));
        }
        servers.running.resourceUpdated(URI.create("shed://open/one"));

        assertThat(next(reader)).isEqualTo("notifications/resources/updated shed://open/one");
        assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(10));
        Patience.until(Duration.ofSeconds(10), () -> !idler.write("x"));
    }

    @Test
    void aChangeRightAfterTheAcknowledgementIsTold() {
        servers.resources.whenListed = () -> LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(30));
        for (int i = 0; i < 10; i++) {
            var stream = listening(shedder, "{\"notifications\": {\"resourcesListChanged\": true}}");
            servers.resources.paths = List.of("open/one", "open/" + i);
            servers.running.listsChanged();

            assertThat(next(stream)).isEqualTo("notifications/resources/list_changed");
        }
    }

    private void withdraw(String tool) {
        servers.rules.set(TestServers.rules(TestServers.tools(), TestServers.permissions().replace("      - prompt: shed.confide", "      - prompt: shed.confide\n      - tool: " + tool)));
        servers.running.listsChanged();
    }

    /// A stream whose acknowledgement has come.
    private RawConnection listening(Modern caller, String params) {
        var stream = opened(caller.ask("subscriptions/listen", params).request());
        assertThat(next(stream)).isEqualTo("notifications/subscriptions/acknowledged");
        return stream;
    }

    private RawConnection opened(Request request) {
        var connection = RawConnection.to(servers.port());
        open.add(connection);
        connection.send(request);
        assertThat(connection.head()).contains("text/event-stream");
        return connection;
    }

    /// All that is still told until the stream ends.
    private static List<String> methods(RawConnection stream) {
        var methods = new ArrayList<String>();
        for (var event = stream.event(); event != null; event = stream.event()) {
            methods.add(name(event));
        }
        return methods;
    }

    private static String next(RawConnection stream) {
        return name(stream.event());
    }

    private static String name(@Nullable JsonNode event) {
        if (event == null) {
            return "nothing";
        }
        return event.has("result") ? "the end" : (event.path("method").asString("") + " " + event.at("/params/uri").asString("")).strip();
    }

    private static String ids(@Nullable JsonNode event) {
        return event == null ? "nothing" : event.at("/params/_meta/io.modelcontextprotocol~1subscriptionId").toString();
    }
}
