package signalbox.host.run;

import static org.assertj.core.api.Assertions.assertThat;
import static signalbox.host.run.Script.answer;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import signalbox.host.FreshDatabase;
import signalbox.host.ledger.RunId;
import signalbox.host.ledger.RunStatus;
import signalbox.host.run.state.RunLimits;
import signalbox.host.turn.Outcome;

/// Many runs at once, on a provider that takes its time.
class ManyRunsTest {
    private static final int EACH = RunLimits.USUAL.running().perCaller();

    @Test
    void aThousandRunsOfEachOfTwoCallersRunAtOnceAndNoCallerTakesMoreThanItsShare() throws Exception {
        var all = new CountDownLatch(2 * EACH);
        var go = new CountDownLatch(1);
        try (var database = FreshDatabase.open(); var yard = new Yard(database, Yard.ROUTING, Map.of(), RunLimits.USUAL)) {
            for (int i = 0; i < 2 * EACH; i++) {
                yard.script.does("south/home", _ -> slow(all, go));
            }
            var request = Requests.task(Yard.ask("Hello"), "home");
            var runs = new ArrayList<RunId>();
            for (var caller : List.of(Yard.ADA, Yard.BOB)) {
                for (int i = 0; i < EACH; i++) {
                    runs.add(((RunStart.Accepted) yard.runs.start(caller, request)).run());
                }
            }

            assertThat(all.await(60, TimeUnit.SECONDS)).isTrue();
            assertThat(yard.runs.start(Yard.ADA, request)).isEqualTo(new RunStart.CallerBusy(
                    "busy: 1000 of your runs are running, which is the most for one caller; try again when one has ended"));
            go.countDown();
            for (var run : runs) {
                assertThat(yard.runs.await(run).status()).isEqualTo(RunStatus.COMPLETED);
            }
            assertThat(yard.runs.start(Yard.ADA, request)).isInstanceOf(RunStart.Accepted.class);
        }
    }

    private static Outcome slow(CountDownLatch all, CountDownLatch go) {
        all.countDown();
        try {
            return go.await(60, TimeUnit.SECONDS) ? answer("hello") : new Outcome.Slow(Duration.ofSeconds(60));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return new Outcome.Unavailable("interrupted", null);
        }
    }
}
