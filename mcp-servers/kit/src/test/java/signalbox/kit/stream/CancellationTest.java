package signalbox.kit.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Timestamp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import signalbox.kit.Legacy;
import signalbox.kit.Modern;
import signalbox.kit.TestDatabase;
import signalbox.kit.TestServers;
import signalbox.testing.Patience;
import signalbox.testing.RawConnection;
import signalbox.testing.RawHttp.Request;
import tools.jackson.databind.json.JsonMapper;

/// Work ends when nobody waits for it any more, and nothing remains of it.
class CancellationTest {
    private static final long SEED = Long.getLong("phases.seed", 20_261_128L);
    private static final TestServers SERVERS = TestServers.open();
    private static final Modern MODERN = Modern.of(SERVERS, "/mcp/shed", "agent:shedder");
    private static final Legacy LEGACY = Legacy.of(SERVERS, "/mcp/shed", "agent:shedder");
    private static final Modern VISITOR = Modern.of(SERVERS, "/mcp/yard", "agent:visitor");

    private final String mark = UUID.randomUUID().toString();

    @AfterAll
    static void closeServers() {
        SERVERS.close();
    }

    enum Era {
        MODERN,
        LEGACY
    }

    @ParameterizedTest
    @EnumSource
    void aClientThatClosesItsConnectionInterruptsTheWork(Era era) throws Exception {
        for (boolean streaming : new boolean[] {false, true}) {
            var connection = RawConnection.to(SERVERS.port());
            connection.send(waiting(era, "1", streaming));
            begun();
            if (streaming) {
                assertThat(connection.head()).contains("text/event-stream");
                assertThat(connection.event()).isNotNull();
            }
            connection.close();

            assertInterrupted();
        }
        Patience.until(Duration.ofSeconds(5), () -> lastOutcome("shed.wait").equals("cancelled"));
    }

    @ParameterizedTest
    @EnumSource
    void aReadingThatNobodyWaitsForIsInterrupted(Era era) throws Exception {
        var endless = "{\"uri\": \"shed://open/endless\"}";
        var connection = RawConnection.to(SERVERS.port());
        connection.send(era == Era.MODERN ? MODERN.ask("resources/read", endless).request() : LEGACY.request("1", "resources/read", endless));
        assertThat(SERVERS.resources.begun.tryAcquire(10, TimeUnit.SECONDS)).isTrue();
        connection.reset();

        assertThat(SERVERS.resources.interrupted.tryAcquire(1, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void whatACancelledWorkWroteIsUndone() throws Exception {
        var connection = RawConnection.to(SERVERS.port());
        connection.send(VISITOR.calling("slow", "{\"mark\": \"" + mark + "\"}").request());
        begun();
        connection.close();

        assertInterrupted();
        Patience.until(Duration.ofSeconds(5), () -> lastOutcome("yard.slow").equals("cancelled"));
        assertThat(TestDatabase.marks(mark)).isZero();
    }

    @Test
    void aWorkThatIsInterruptedLeavesItsDatabaseConnectionWhole() throws Exception {
        var start = TestDatabase.jdbc().sql("select now()").query(Timestamp.class).single();
        for (int i = 0; i < 10; i++) {
            var connection = RawConnection.to(SERVERS.port());
            connection.send(VISITOR.calling("slow", "{\"mark\": \"" + mark + "\"}").request());
            begun();
            connection.close();
            assertInterrupted();
        }
        Patience.until(Duration.ofSeconds(5), () -> TestDatabase.jdbc()
                .sql("select count(*) from kit.audit where outcome = 'cancelled' and tool = 'yard.slow' and at > ?").param(start).query(Integer.class).single() == 10);

        assertThat(TestDatabase.jdbc().sql("select count(*) from pg_stat_activity where backend_type = 'client backend' and backend_start > ?")
                .param(start).query(Integer.class).single()).isZero();
    }

    @Test
    void aWithdrawnRequestWhoseClientTakesJsonAloneEndsWithoutAnAnswer() throws Exception {
        try (var connection = RawConnection.to(SERVERS.port())) {
            connection.send(waiting(Era.LEGACY, "\"nine\"", false).without("Accept").with("Accept: application/json"));
            begun();

            LEGACY.notify("notifications/cancelled", "{\"requestId\": \"nine\"}");

            assertInterrupted();
            assertThat(connection.head()).contains(" 202 ");
        }
    }

    @Test
    void aSessionCancelsItsOwnRequestsByTheirIds() throws Exception {
        var stranger = Legacy.of(SERVERS, "/mcp/shed", "agent:other");
        var sibling = Legacy.of(SERVERS, "/mcp/shed", "agent:shedder");
        try (var connection = RawConnection.to(SERVERS.port())) {
            connection.send(waiting(Era.LEGACY, "\"seven\"", false));
            begun();

            for (var notAbout : List.of("{\"requestId\": 7}", "{\"requestId\": \"eight\"}", "{}", "{\"requestId\": null}", "{\"requestId\": {}}")) {
                assertThat(LEGACY.notify("notifications/cancelled", notAbout).status()).isEqualTo(202);
            }
            stranger.notify("notifications/cancelled", "{\"requestId\": \"seven\"}");
            sibling.notify("notifications/cancelled", "{\"requestId\": \"seven\"}");
            MODERN.ask("notifications/cancelled", "{\"requestId\": \"seven\"}").reply();
            assertThat(SERVERS.tools.interrupted.tryAcquire()).isFalse();
            LEGACY.notify("notifications/cancelled", "{\"requestId\": \"seven\", \"reason\": \"enough\"}");

            assertInterrupted();
            assertThat(connection.head()).contains("text/event-stream");
            assertThat(connection.event()).as("a cancelled request is not answered").isNull();
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatIsToldAfterTheAnswerGoesNowhere(Era era) {
        for (var first : List.of(
                reporting(era, "\"first\"", false, 1), reporting(era, "\"first\"", true, 1),
                request(era, "\"first\"", "report", "{\"quiet\": true}", true))) {
            try (var connection = RawConnection.to(SERVERS.port())) {
                connection.send(first);
                connection.answer();
                SERVERS.tools.reporting.progress(99, 100.0, "late");
                connection.send(reporting(era, "\"second\"", false, 1));

                assertThat(connection.answer().body()).contains("\"id\":\"second\"").doesNotContain("late");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void progressOnlyGoesOnAndIsAlwaysANumber(Era era) {
        try (var connection = RawConnection.to(SERVERS.port())) {
            connection.send(reporting(era, "1", true, 3));
            connection.head();
            var told = new ArrayList<Double>();
            for (var event = connection.event(); event != null; event = connection.event()) {
                if (event.path("method").asString("").equals("notifications/progress")) {
                    told.add(event.at("/params/progress").doubleValue());
                }
            }

            assertThat(told).containsExactly(1.0, 2.0, 3.0);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aClientThatDoesNotReadHoldsUpNobodysWork(Era era) {
        var done = TestDatabase.jdbc().sql("select count(*) from kit.audit where tool = 'shed.report' and outcome = 'ok'").query(Integer.class);
        int before = done.single();
        var idlers = new ArrayList<RawConnection>();
        for (int i = 0; i < 8; i++) {
            idlers.add(RawConnection.narrow(SERVERS.port()));
            idlers.getLast().send(request(era, String.valueOf(i), "report", "{\"times\": 10000, \"padding\": 1000}", true));
        }

        Patience.until(Duration.ofSeconds(12), () -> done.single() == before + 8);
        assertThat(VISITOR.call("echo", "{\"text\": \"a\"}").status()).isEqualTo(200);
        idlers.forEach(RawConnection::close);
    }

    @Test
    void whoeverGoesAwayAtWhateverPhaseTakesNothingAlong() throws Exception {
        System.out.println("phases.seed=" + SEED);
        var random = new Random(SEED);
        var gone = new ArrayList<Future<?>>();

        try (var threads = Executors.newFixedThreadPool(8)) {
            for (int i = 0; i < 200; i++) {
                var request = phases(random.nextInt(6), "\"" + i + "\"");
                int bytes = random.nextInt(1500);
                boolean reset = random.nextBoolean();
                int read = random.nextInt(300);
                gone.add(threads.submit(() -> leave(request, bytes, reset, read)));
            }
        }
        for (var each : gone) {
            each.get();
        }

        Patience.until(Duration.ofSeconds(10), () -> SERVERS.tools.begun.availablePermits() == SERVERS.tools.interrupted.availablePermits());
        SERVERS.tools.begun.drainPermits();
        SERVERS.tools.interrupted.drainPermits();
        var after = new Semaphore(0);
        for (int i = 0; i < 64; i++) {
            Thread.ofVirtual().start(() -> after.release(VISITOR.call("echo", "{\"text\": \"a\"}").status() == 200 ? 1 : 0));
        }
        assertThat(after.tryAcquire(64, 20, TimeUnit.SECONDS)).as("every connection of the database is free again").isTrue();
    }

    /// Sends so much of the request, reads so much of the answer, and goes.
    private static void leave(Request request, int bytes, boolean reset, int read) {
        var connection = RawConnection.to(SERVERS.port());
        if (bytes < 1000) {
            var begun = "POST " + request.path() + " HTTP/1.1\r\nHost: 127.0.0.1:" + SERVERS.port() + "\r\n"
                    + String.join("\r\n", request.headers()) + "\r\nContent-Length: 1000\r\n\r\n" + request.body();
            connection.write(begun.substring(0, Math.min(bytes, begun.length())));
        } else {
            connection.send(request);
            if (read > 200 && !request.body().contains("\"wait\"") && connection.head() != null) {
                connection.drain(read - 200, Duration.ZERO);
            }
        }
        if (reset) {
            connection.reset();
        } else {
            connection.close();
        }
    }

    private static Request phases(int kind, String id) {
        return switch (kind) {
            case 0 -> waiting(Era.MODERN, id, true);
            case 1 -> waiting(Era.LEGACY, id, false);
            case 2 -> reporting(Era.MODERN, id, true, 50);
            case 3 -> reporting(Era.LEGACY, id, true, 50);
            case 4 -> MODERN.ask("tools/list", "{}").request();
            default -> MODERN.ask("subscriptions/listen", "{\"notifications\": {\"toolsListChanged\": true}}").request();
        };
    }

    private static Request waiting(Era era, String id, boolean streaming) {
        return request(era, id, "wait", "{}", streaming);
    }

    private static Request reporting(Era era, String id, boolean streaming, int times) {
        return request(era, id, "report", "{\"times\": " + times + "}", streaming);
    }

    private static Request request(Era era, String id, String tool, String arguments, boolean streaming) {
        if (era == Era.MODERN) {
            var asked = MODERN.calling(tool, arguments).id(id);
            return (streaming ? asked.meta("progressToken", JsonMapper.shared().getNodeFactory().stringNode("p")) : asked).request();
        }
        var meta = streaming ? ", \"_meta\": {\"progressToken\": \"p\"}" : "";
        return LEGACY.request(id, "tools/call", "{\"name\": \"" + tool + "\", \"arguments\": " + arguments + meta + "}");
    }

    private static void begun() throws InterruptedException {
        assertThat(SERVERS.tools.begun.tryAcquire(10, TimeUnit.SECONDS)).isTrue();
    }

    private static void assertInterrupted() throws InterruptedException {
        assertThat(SERVERS.tools.interrupted.tryAcquire(1, TimeUnit.SECONDS)).as("interrupted within a second").isTrue();
    }

    private static String lastOutcome(String tool) {
        return TestDatabase.jdbc().sql("select outcome from kit.audit where tool = ? order by at desc limit 1").param(tool)
                .query(String.class).optional().orElse("");
    }
}
