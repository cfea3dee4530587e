package signalbox.host.run.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import signalbox.database.Database;
import signalbox.host.FreshDatabase;
import signalbox.host.ledger.Entry;
import signalbox.host.run.Yard;
import signalbox.host.run.state.RunLimits;
import signalbox.host.telemetry.ModelTelemetry;
import signalbox.host.turn.CallArguments;
import signalbox.host.turn.CallIds;
import signalbox.host.turn.Part;
import signalbox.host.turn.Prompt;
import signalbox.host.turn.SamplingOptions;
import signalbox.host.turn.ToolCall;
import signalbox.host.turn.ToolChoice;
import signalbox.host.turn.Turn;
import signalbox.policy.catalogue.ModelName;
import signalbox.policy.routing.FailureKind;
import signalbox.policy.routing.Obstacles;
import tools.jackson.databind.node.JsonNodeFactory;

/// Nothing reaches a model past the gate, whoever sends it.
class ModelGateTest {
    private static final ModelName LARGE = new ModelName("north/large");
    private static Database database;
    private static Yard yard;

    @BeforeAll
    static void open() {
        database = FreshDatabase.open();
        yard = new Yard(database, Yard.ROUTING, Map.of(), RunLimits.USUAL);
    }

    @AfterAll
    static void shut() {
        yard.close();
        database.close();
    }

    @Test
    void whatTheWireWouldDropIsWithheldWhateverWasDecidedBefore() {
        var withheld = passed(_ -> null, resultWithImage());

        assertThat(withheld.trouble()).isEqualTo(FailureKind.UNAVAILABLE);
        assertThat(withheld.reason()).isEqualTo("would lose an image in a tool result (turn 2)");
        assertThat(withheld.purpose()).isEqualTo(Entry.Purpose.ANSWER);
    }

    @Test
    void whatIsInAModelsWayWithholdsTheRequest() {
        var withheld = passed(_ -> "it is out to lunch", List.of(new Turn.User(List.of(new Part.Text("Hello")))));

        assertThat(withheld.reason()).isEqualTo("it is out to lunch");
    }

    private static Entry.Withheld passed(Obstacles obstacles, List<Turn> transcript) {
        var run = yard.live(Yard.ask("Hello"));
        var request = new ModelGate.Request(
                Entry.Purpose.ANSWER, LARGE, false, null, obstacles, new ModelGate.Size(10, 100),
                new ModelGate.TurnWork(
                        _ -> new Prompt(transcript, List.of(), new ToolChoice.Auto(), SamplingOptions.NONE), _ -> List.of(), null));

        var passage = new ModelGate(yard.ledger, ModelTelemetry.NONE, new Cooldowns(Clock.systemUTC()), new Breakers(Clock.systemUTC())).pass(run, request);

        assertThat(passage).isInstanceOf(ModelGate.Failed.class);
        run.journal().commit();
        var entries = Objects.requireNonNull(yard.ledger.history().journal(run.header().id())).entries();
        assertThat(entries).noneMatch(Entry.Dispatched.class::isInstance);
        return (Entry.Withheld) entries.getLast();
    }

    private static List<Turn> resultWithImage() {
        var call = new ToolCall(CallIds.fresh(), "retail__get", new CallArguments.Parsed(JsonNodeFactory.instance.objectNode()));
        return List.of(
                new Turn.User(List.of(new Part.Text("What is on it?"))),
                new Turn.Assistant(List.of(), List.of(call), List.of()),
                new Turn.ToolResult(call.id(), List.of(new Part.Image("image/png", "aGk=")), null, false, new TreeSet<>()));
    }
}
