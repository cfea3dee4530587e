package signalbox.host.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import signalbox.host.FreshDatabase;
import signalbox.host.run.state.RunLimits;
import signalbox.host.turn.CallArguments;
import signalbox.host.turn.CallId;
import signalbox.host.turn.Part;
import signalbox.host.turn.ToolCall;
import signalbox.host.turn.Turn;
import signalbox.host.wire.Messages;
import tools.jackson.databind.node.JsonNodeFactory;

/// A caller's transcript costs what it is long, and not its square: forty thousand turns are what a body has room for.
class LongTranscriptTest {
    private static final int MANY = 40_000;
    private static final Duration SOON = Duration.ofSeconds(10);

    @Test
    void aTranscriptOfManyCallsIsPreparedAtOnce() {
        var turns = new ArrayList<Turn>(List.of(Yard.said("Go")));
        for (int n = 0; n < MANY / 2; n++) {
            var id = new CallId("call_" + n);
            turns.add(new Turn.Assistant(
                    List.of(), List.of(new ToolCall(id, "f", new CallArguments.Parsed(JsonNodeFactory.instance.objectNode()))), List.of()));
            turns.add(new Turn.ToolResult(id, List.of(new Part.Text("1")), null, false, new TreeSet<>()));
        }

        var made = assertTimeoutPreemptively(SOON, () -> Conversation.of(turns));

        assertThat(made).isEqualTo(new Conversation.Whole(turns));
        prepared(turns);
        assertThat(assertTimeoutPreemptively(SOON, () -> Messages.of(turns)).entries()).hasSize(MANY + 1);
    }

    @Test
    void aTranscriptOfManySmallMessagesIsRenderedAtOnce() {
        var turns = new ArrayList<Turn>();
        for (int n = 0; n < 3 * MANY; n++) {
            turns.add(Yard.said("a"));
        }

        var entries = assertTimeoutPreemptively(SOON, () -> Messages.of(turns).alternating(true)).entries();

        assertThat(entries).singleElement().isInstanceOfSatisfying(
                Messages.Message.Asked.class, asked -> assertThat(asked.parts()).hasSize(3 * MANY));
        prepared(turns);
    }

    /// As a run: its entries, and their fold.
    private static void prepared(List<Turn> turns) {
        try (var database = FreshDatabase.open();
                var yard = new Yard(database, Yard.ROUTING, Map.of(), RunLimits.USUAL)) {
            var live = assertTimeoutPreemptively(SOON.multipliedBy(3), () -> yard.live(RunRequest.of(turns)));

            assertThat(live.state().transcript()).hasSameSizeAs(turns);
        }
    }
}
