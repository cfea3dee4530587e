package signalbox.host.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import signalbox.host.FreshDatabase;
import signalbox.host.ledger.Entry;
import signalbox.host.run.loop.Transition;
import signalbox.host.run.state.RunLimits;
import signalbox.host.run.state.RunState;
import signalbox.host.turn.FinishReason;
import signalbox.host.turn.Outcome;
import signalbox.host.turn.Part;
import signalbox.host.turn.Turn;
import signalbox.policy.money.Usage;

/// The last answer is written before its run ends: a host that is killed in between leaves it to another, which ends the
/// run as the answer ended.
class CutAnswerTest {
    @ParameterizedTest
    @CsvSource({"LENGTH, length", "STOP, stop"})
    void aRunThatIsTakenUpAgainEndsAsItsLastAnswerDid(FinishReason finish, String word) throws Exception {
        try (var database = FreshDatabase.open();
                var yard = new Yard(database, Yard.ROUTING, Map.of(), RunLimits.USUAL)) {
            var answer = new Turn.Assistant(List.of(new Part.Text("Half of")), List.of(), List.of());
            yard.script.says("south/home", new Outcome.Answered(answer, new Usage(100, 40, 0, 10), finish, null));
            var live = yard.live(Requests.task(Yard.ask("Go on"), "home"));
            yard.loop.run(live);
            var written = Objects.requireNonNull(yard.ledger.history().journal(live.header().id()));

            assertThat(written.entries().getLast()).isInstanceOf(Entry.TurnAdded.class);
            var again = yard.takenUp(written);
            var end = (Transition.End) yard.loop.run(again);

            assertThat(RunState.of(written.header(), written.entries()).output()).isEqualTo("Half of");
            assertThat(end.how().finish()).isEqualTo(word);
            assertThat(end.how().output()).isEqualTo("Half of");
            assertThat(yard.script.asked()).as("no model is asked again").hasSize(1);
        }
    }
}
