package signalbox.host.run;

import static org.assertj.core.api.Assertions.assertThat;
import static signalbox.host.station.McpDesk.Tool.reading;
import static signalbox.host.station.McpDesk.said;

import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import signalbox.database.Database;
import signalbox.host.ledger.Entry;
import signalbox.host.ledger.RunId;
import signalbox.host.ledger.RunStatus;
import signalbox.host.ledger.RunView;
import signalbox.host.ledger.seal.TranscriptKeys;
import signalbox.host.run.ScriptedProvider.Call;
import signalbox.host.station.McpDesk;
import signalbox.host.turn.Turn;
import signalbox.testing.Patience;

/// A run whose process is killed at ten seeded places, and which another process goes on with.
class KilledRunTest {
    private static final List<Call> CALLS = List.of(
            new Call("retail__put", "{\"id\": \"1\"}"), new Call("retail__get", "{\"id\": \"2\"}"),
            new Call("retail__put", "{\"id\": \"3\"}"));
    private static final int PLACES = 10;
    private static final int MOMENTS = 7;

    private final long seed = new Random().nextLong();
    private final AtomicReference<Runnable> armed = new AtomicReference<>(() -> {});
    private final Map<String, Integer> effects = new ConcurrentHashMap<>();
    private int at;

    @Test
    void theRunGoesOnAndNothingIsDoneOrAskedTwice() throws Exception {
        System.out.println("KilledRunTest seed " + seed);
        var random = new Random(seed);
        var keys = Base64.getEncoder().encodeToString(new byte[32]);
        try (var database = Database.temporary();
                var desk = new McpDesk()
                        .serve(reading("put").writing(), seen -> worked(seen))
                        .serve(reading("get"), seen -> worked(seen));
                var provider = new ScriptedProvider(CALLS, turn -> reached(2 * turn))) {
            database.migrate("ledger");
            for (int place = 0; place < PLACES; place++) {
                at = place % MOMENTS;
                effects.clear();
                provider.forget();
                long micros = random.nextLong(20_000);
                var child = RunProcess.start(database, keys, provider.url(), desk.endpoint());
                armed.set(() -> {
                    LockSupport.parkNanos(micros * 1_000);
                    child.destroyForcibly();
                });
                child.waitFor();

                goesOn(database, TranscriptKeys.parse(keys), provider, desk, "seed " + seed + ", place " + place);
            }
        }
    }

    private void goesOn(Database database, TranscriptKeys keys, ScriptedProvider provider, McpDesk desk, String where)
            throws Exception {
        armed.set(() -> {});
        Patience.until(Duration.ofSeconds(20), () -> isFree(database));
        var before = provider.asked();
        try (var node = new Node(database, keys, provider.url(), RunProcess.servers(desk.endpoint()), "retail")) {
            var id = node.ledger.history().latest(1).getFirst();
            var run = node.runs.await(id);

            assertThat(run.status()).as(where).isEqualTo(RunStatus.COMPLETED);
            assertThat(run.output()).as(where).isEqualTo("done");
            assertThat(effects).as(where).isEqualTo(Map.of("1", 1, "2", 1, "3", 1));
            assertThat(run.steps().stream().flatMap(step -> step.calls().stream()).map(RunView.Call::outcome))
                    .as(where).containsExactly("done", "done", "done");
            everythingIsSettledOnce(node, id, where);
            noAnsweredTurnIsAskedAgain(node, id, before, provider.asked(), where);
        }
    }

    private static void everythingIsSettledOnce(Node node, RunId id, String where) {
        var entries = entries(node, id);
        var sent = entries.stream().filter(Entry.Dispatched.class::isInstance).map(each -> ((Entry.Dispatched) each).id()).toList();
        var settled = entries.stream().filter(Entry.Settled.class::isInstance).map(each -> ((Entry.Settled) each).id()).toList();

        assertThat(settled).as(where).containsExactlyInAnyOrderElementsOf(sent);
    }

    /// A turn is asked for again only where its answer was not written down: then its attempt is of unknown outcome, or was
    /// not written down either.
    private static void noAnsweredTurnIsAskedAgain(
            Node node, RunId id, Map<Integer, Integer> before, Map<Integer, Integer> after, String where) {
        int answered = 0;
        for (var entry : entries(node, id)) {
            if (entry instanceof Entry.TakenUp) {
                break;
            }
            answered += entry instanceof Entry.TurnAdded(Turn.Assistant _, var _) ? 1 : 0;
        }
        for (int turn = 0; turn < answered; turn++) {
            assertThat(after.get(turn)).as(where + ", turn " + turn).isEqualTo(before.get(turn));
        }
        assertThat(after.values()).as(where).allMatch(times -> times <= 2);
    }

    private static List<Entry> entries(Node node, RunId id) {
        return new ArrayList<>(Objects.requireNonNull(node.ledger.history().journal(id)).entries());
    }

    /// Moments in their order: the model is asked, a tool works, and so on.
    private void reached(int moment) {
        if (moment == at) {
            armed.getAndSet(() -> {}).run();
        }
    }

    private CallToolResult worked(McpDesk.Seen seen) {
        var id = String.valueOf(seen.arguments().get("id"));
        effects.merge(id, 1, Integer::sum);
        reached(2 * (Integer.parseInt(id) - 1) + 1);
        return said("did " + id);
    }

    private static boolean isFree(Database database) {
        return JdbcClient.create(database.dataSource())
                .sql("SELECT coalesce(bool_and(pg_try_advisory_xact_lock(hashtextextended(id, 0))), true) FROM ledger.host")
                .query(Boolean.class)
                .single();
    }
}
