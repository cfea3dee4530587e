package signalbox.host.run;

import static org.assertj.core.api.Assertions.assertThat;
import static signalbox.host.station.McpDesk.Tool.reading;
import static signalbox.host.station.McpDesk.said;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import signalbox.host.FreshDatabase;
import signalbox.host.ledger.Entry;
import signalbox.host.ledger.Journal;
import signalbox.host.ledger.RunEvent;
import signalbox.host.ledger.RunEvents;
import signalbox.host.ledger.RunView;
import signalbox.host.run.loop.Transition;
import signalbox.host.run.state.RunLimits;
import signalbox.host.run.state.RunState;
import signalbox.host.station.McpDesk;
import signalbox.policy.money.Cost;

/// A run is a fold over its entries, whoever folds them: forty runs of random scripts.
class FoldLawsTest {
    private static final List<String> MODELS = List.of("north/large", "north/small", "south/home");

    private final long seed = new Random().nextLong();

    @Test
    void theRowsGiveTheStateThatTheLoopHadAndAPrefixNeverContradictsThem() throws Exception {
        System.out.println("FoldLawsTest seed " + seed);
        var random = new Random(seed);
        try (var database = FreshDatabase.open();
                var desk = new McpDesk()
                        .serve(reading("get"), seen -> said("order " + seen.arguments().get("id")))
                        .serve(reading("look").labelled("reads-private"), _ -> said("secret"))
                        .serve(reading("put").writing(), _ -> said("done"));
                var yard = new Yard(database, Yard.ROUTING, Map.of("retail", desk.endpoint()), RunLimits.USUAL)) {
            for (int i = 0; i < 40; i++) {
                MODELS.forEach(model -> IntStream.range(0, 12).forEach(_ -> yard.script.says(model, LawsTest.line(random))));
                var live = yard.live(Requests.budget(Yard.ask("Go"), new Cost(random.nextLong(1, 3_000_000_000L))));

                var end = (Transition.End) yard.loop.run(live);
                live.journal().commit(end.how());

                var rows = Objects.requireNonNull(yard.ledger.history().journal(live.header().id()));
                theStateIsTheLoops(rows, live.state());
                everyPrefixAgrees(rows);
                theEventsOfAPrefixAreAPrefix(rows);
                yard.script.forget();
            }
        }
    }

    private void theStateIsTheLoops(Journal rows, RunState state) {
        var folded = RunState.of(rows.header(), rows.entries());
        var oneByOne = RunState.of(rows.header());
        for (var entry : rows.entries()) {
            oneByOne = oneByOne.next(entry);
        }

        assertThat(folded).as("seed %d", seed).usingRecursiveComparison().isEqualTo(state);
        assertThat(oneByOne).as("seed %d", seed).usingRecursiveComparison().isEqualTo(state);
    }

    /// What a caller was told of a run stays true: steps, attempts and calls are only added, what is settled stays as it is,
    /// and nothing follows the end.
    private void everyPrefixAgrees(Journal rows) {
        var before = RunView.of(rows.header(), List.of());
        for (int i = 1; i <= rows.entries().size(); i++) {
            assertThat(before.isEnded()).as("seed %d", seed).isFalse();
            var now = RunView.of(rows.header(), rows.entries().subList(0, i));
            assertThat(settled(now)).as("seed %d", seed).containsAll(settled(before));
            assertThat(ids(now).subList(0, before.steps().size())).as("seed %d", seed).isEqualTo(ids(before));
            before = now;
        }
        assertThat(before.isEnded()).as("seed %d", seed).isTrue();
    }

    private static List<Object> settled(RunView view) {
        var found = new ArrayList<Object>();
        for (var step : view.steps()) {
            step.attempts().stream().filter(attempt -> !attempt.outcome().equals("dispatched")).forEach(found::add);
            step.calls().stream().filter(call -> !call.outcome().equals("dispatched")).forEach(found::add);
        }
        return found;
    }

    private static List<Object> ids(RunView view) {
        return view.steps().stream().<Object>map(RunView.Step::decision).toList();
    }

    private void theEventsOfAPrefixAreAPrefix(Journal rows) {
        var all = RunEvents.of(rows.header(), rows.entries());
        var half = RunEvents.of(rows.header(), rows.entries().subList(0, rows.entries().size() / 2));
        var gone = RunEvents.of(rows.header(), rows.entries().stream()
                .map(entry -> entry instanceof Entry.Confidential confidential && confidential.gone() instanceof Entry.Gone left ? left : entry)
                .toList());

        assertThat(all).as("seed %d", seed).startsWith(half.toArray(RunEvent.Numbered[]::new));
        assertThat(all).as("seed %d", seed).containsAll(gone);
        assertThat(all).extracting(RunEvent.Numbered::number).as("seed %d", seed)
                .containsExactlyElementsOf(IntStream.rangeClosed(1, all.size()).mapToObj(Long::valueOf).toList());
    }
}
