package signalbox.host.run;

import static org.assertj.core.api.Assertions.assertThat;
import static signalbox.host.run.Script.answer;
import static signalbox.host.run.Script.call;
import static signalbox.host.run.Script.calls;
import static signalbox.host.station.McpDesk.Tool.reading;
import static signalbox.host.station.McpDesk.ruled;
import static signalbox.host.station.McpDesk.said;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import signalbox.database.Database;
import signalbox.host.FreshDatabase;
import signalbox.host.ledger.Entry;
import signalbox.host.ledger.Explained;
import signalbox.host.ledger.RunEvent;
import signalbox.host.ledger.RunStatus;
import signalbox.host.ledger.RunView;
import signalbox.host.run.state.RunLimits;
import signalbox.host.station.McpDesk;
import signalbox.host.turn.CallArguments;
import signalbox.host.turn.CallIds;
import signalbox.host.turn.Outcome;
import signalbox.host.turn.ToolCall;
import signalbox.policy.money.Cost;
import tools.jackson.databind.JsonNode;

/// What holds after every run, whatever its models said: forty runs of random scripts.
class LawsTest {
    private static final List<String> MODELS = List.of("north/large", "north/small", "south/home");

    @Test
    void rowsAreSettledOnceMoneyAddsUpAndLabelsOnlyGrow() throws Exception {
        long seed = new Random().nextLong();
        System.out.println("LawsTest seed " + seed);
        var random = new Random(seed);
        var entries = new ArrayList<Entry>();
        try (var database = FreshDatabase.open(); var desk = desk()) {
            for (int i = 0; i < 40; i++) {
                try (var yard = yard(database, desk, random)) {
                    MODELS.forEach(model -> IntStream.range(0, 12).forEach(_ -> yard.script.says(model, line(random))));
                    var run = yard.run(Requests.budget(Yard.ask("Go"), new Cost(random.nextLong(1, 3_000_000_000L))));

                    assertThat(run.status()).as("seed %d", seed).isNotEqualTo(RunStatus.RUNNING);
                    moneyAddsUp(run, yard.events(run.id()), seed);
                    labelsGrow(yard.ledger.history().explain(run.id()), seed);
                    entries.addAll(entries(yard, run));
                }
            }
            everyDispatchedRowIsSettledOnce(entries, seed);
        }
    }

    private static List<Entry> entries(Yard yard, RunView run) {
        return Objects.requireNonNull(yard.ledger.history().journal(run.id())).entries();
    }

    private static void moneyAddsUp(RunView run, List<RunEvent> events, long seed) {
        var steps = run.steps().stream().map(RunView.Step::cost).reduce(Cost.ZERO, Cost::plus);

        assertThat(run.cost()).as("seed %d", seed).isEqualTo(steps);
        assertThat(events.getLast()).isInstanceOfSatisfying(
                RunEvent.RunFinished.class, end -> assertThat(end.cost()).as("seed %d", seed).isEqualTo(run.cost()));
    }

    private static void labelsGrow(List<Explained> decisions, long seed) {
        List<String> before = List.of();
        for (var decision : decisions) {
            var labels = ((Explained.Route) decision).facts().at("/step/input/labels").valueStream()
                    .map(JsonNode::asString).toList();

            assertThat(labels).as("seed %d", seed).containsAll(before);
            before = labels;
        }
    }

    private static void everyDispatchedRowIsSettledOnce(List<Entry> entries, long seed) {
        var sent = new ArrayList<Object>();
        var settled = new ArrayList<Object>();
        for (var entry : entries) {
            switch (entry) {
                case Entry.Dispatched dispatched -> sent.add(dispatched.id());
                case Entry.Settled done -> settled.add(done.id());
                case Entry.CallDispatched dispatched -> sent.add(dispatched.id());
                case Entry.CallSettled done -> settled.add(done.id());
                default -> {}
            }
        }

        assertThat(settled).as("seed %d", seed).containsExactlyInAnyOrderElementsOf(sent).isNotEmpty();
    }

    static Outcome line(Random random) {
        return switch (random.nextInt(12)) {
            case 0 -> answer("done");
            case 1 -> new Outcome.Unavailable("down", null);
            case 2 -> new Outcome.Slow(Duration.ofSeconds(1));
            case 3 -> new Outcome.Refused("no", null);
            case 4 -> new Outcome.Nonsense("?", null);
            case 5 -> calls(new ToolCall(
                    CallIds.fresh(), "retail__get", new CallArguments.Malformed("{", "it ends too early")));
            case 6 -> calls(call("retail__none", "{}"));
            default -> calls(IntStream.rangeClosed(0, random.nextInt(3))
                    .mapToObj(_ -> call(
                            "retail__" + List.of("get", "look", "put").get(random.nextInt(3)),
                            "{\"id\": \"" + random.nextInt(1_000_000) + "\"}"))
                    .toArray(ToolCall[]::new));
        };
    }

    private static McpDesk desk() {
        return new McpDesk()
                .serve(reading("get"), seen -> said("order " + seen.arguments().get("id")))
                .serve(reading("look").labelled("reads-private"), _ -> said("secret"))
                .serve(reading("put").writing(), _ -> ruled("no", true, "deny"));
    }

    private static Yard yard(Database database, McpDesk desk, Random random) {
        var failures = List.of("", "failures: {slow: {after: 6s, use: home}, refused: next, over-budget: next}\n");
        return new Yard(
                database, Yard.ROUTING + failures.get(random.nextInt(2)), Map.of("retail", desk.endpoint()),
                RunLimits.USUAL);
    }
}
