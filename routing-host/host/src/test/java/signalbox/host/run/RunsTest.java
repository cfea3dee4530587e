package signalbox.host.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;
import static signalbox.host.run.Script.answer;
import static signalbox.host.run.Script.call;
import static signalbox.host.run.Script.calls;
import static signalbox.host.run.Yard.ask;
import static signalbox.host.station.McpDesk.Tool.reading;
import static signalbox.host.station.McpDesk.ruled;
import static signalbox.host.station.McpDesk.said;

import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.ImageContent;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import signalbox.database.Database;
import signalbox.host.FreshDatabase;
import signalbox.host.ledger.Entry;
import signalbox.host.ledger.RunEvent;
import signalbox.host.ledger.RunStatus;
import signalbox.host.run.feed.EventId;
import signalbox.host.run.state.RunLimits;
import signalbox.host.station.McpDesk;
import signalbox.host.turn.CallArguments;
import signalbox.host.turn.CallIds;
import signalbox.host.turn.Outcome;
import signalbox.host.turn.Part;
import signalbox.host.turn.ToolCall;
import signalbox.host.turn.Turn;
import signalbox.policy.money.Cost;

/// The loop: what each step saw, what became of each call, and what is told of it.
class RunsTest {
    private static Database database;
    private McpDesk desk;
    private Yard yard;

    @BeforeAll
    static void open() {
        database = FreshDatabase.open();
    }

    @AfterAll
    static void shut() {
        database.close();
    }

    @BeforeEach
    void build() {
        desk = new McpDesk()
                .serve(reading("get"), seen -> said("order " + seen.arguments().get("id")))
                .serve(reading("look").labelled("reads-private"), _ -> said("secret"))
                .serve(reading("put").writing(), _ -> ruled("not you (dec_1)", true, "deny"))
                .serve(reading("strange").foreign(), _ -> said("done"));
        yard = new Yard(database, Yard.ROUTING, Map.of("retail", desk.endpoint()), RunLimits.USUAL);
    }

    @AfterEach
    void tear() {
        yard.close();
        desk.close();
    }

    @Test
    void theSecondStepSeesTheCallAndItsResult() throws Exception {
        var asked = call("retail__get", "{\"id\": \"7\"}");
        yard.script.says("north/large", calls(asked), answer("It is on its way."));

        var run = yard.run(ask("Where is order 7?"));

        assertThat(run.status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(run.output()).isEqualTo("It is on its way.");
        assertThat(run.finish()).isEqualTo("stop");
        assertThat(yard.script.asked().get(1).prompt().transcript()).satisfiesExactly(
                first -> assertThat(first).isEqualTo(Yard.said("Where is order 7?")),
                second -> assertThat(((Turn.Assistant) second).calls()).containsExactly(asked),
                third -> assertThat(third).isInstanceOfSatisfying(Turn.ToolResult.class, result -> {
                    assertThat(result.call()).isEqualTo(asked.id());
                    assertThat(result.parts()).containsExactly(new Part.Text("order 7"));
                    assertThat(result.error()).isFalse();
                }));
    }

    @Test
    void aFaultOfOurOwnEndsTheRunForItsCaller() throws Exception {
        yard.script.does("north/large", _ -> {
            throw new StackOverflowError("planted");
        });

        var run = yard.run(ask("Where is order 7?"));

        assertThat(run.status()).isEqualTo(RunStatus.FAILED);
        assertThat(run.reason()).contains("through a fault of its own").doesNotContain("planted", "StackOverflow");
    }

    @Test
    void theRunTellsItsStepsAttemptsAndCalls() throws Exception {
        yard.script.says("north/large", calls(call("retail__get", "{\"id\": \"7\"}")), answer("done"));

        var run = yard.run(ask("Where is order 7?"));

        assertThat(run.steps()).extracting("index", "kind", "rule", "model").containsExactly(
                tuple(0, "plan", "default", "north/large"),
                tuple(1, "act", "default", "north/large"));
        assertThat(run.steps().getFirst().calls()).singleElement().satisfies(call -> {
            assertThat(call.tool()).isEqualTo("retail.get");
            assertThat(call.version()).isEqualTo("1.0.0");
            assertThat(call.outcome()).isEqualTo("done");
            assertThat(call.decision()).isEqualTo("allow");
            assertThat(call.decisionId()).isEqualTo("dec_0000000000000000000000");
            assertThat(call.rule()).isEqualTo("role.may[0]");
        });
        assertThat(run.cost()).isEqualTo(new Cost(4_000_000));
        assertThat(run.usage().input()).isEqualTo(200);
    }

    @Test
    void theEventsTellTheRunInOrder() throws Exception {
        yard.script.says("north/large", calls(call("retail__get", "{\"id\": \"7\"}")), answer("done"));

        var run = yard.run(ask("Where is order 7?"));

        assertThat(yard.events(run.id())).extracting(RunEvent::name).containsExactly(
                "run.started", "step.routed", "attempt.finished", "tool.started", "tool.finished", "step.routed",
                "attempt.finished", "output.delta", "run.finished");
        assertThat(yard.events(run.id(), new EventId(7, 0, 0))).extracting(told -> told.id().toString())
                .containsExactly("8", "9");
    }

    @Test
    void theLabelsOfAResultDecideTheNextStep() throws Exception {
        yard.script
                .says("north/large", calls(call("retail__look", "{\"id\": \"7\"}")))
                .says("south/home", calls(call("retail__get", "{\"id\": \"7\"}")), answer("done"));

        var run = yard.run(ask("Look at 7"));

        assertThat(run.status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(yard.script.models()).containsExactly("north/large", "south/home", "south/home");
    }

    @Test
    void aDenialReachesTheModelAndTheRecord() throws Exception {
        yard.script.says("north/large", calls(call("retail__put", "{\"id\": \"7\"}")), answer("I may not."));

        var run = yard.run(ask("Change 7"));

        assertThat(run.steps().getFirst().calls()).singleElement().satisfies(call -> {
            assertThat(call.outcome()).isEqualTo("denied");
            assertThat(call.decision()).isEqualTo("deny");
            assertThat(call.error()).isTrue();
        });
        assertThat(lastResult().parts()).containsExactly(new Part.Text("not you (dec_1)"));
    }

    @Test
    void anUnknownToolIsAnsweredAndNeverCalled() throws Exception {
        yard.script.says("north/large", calls(call("retail__nothing", "{}")), answer("Sorry."));

        var run = yard.run(ask("Do it"));

        assertThat(lastResult().parts()).containsExactly(new Part.Text("Error: Tool 'retail__nothing' not found."));
        assertThat(lastResult().error()).isTrue();
        assertThat(run.steps().getFirst().calls()).extracting("outcome").containsExactly("invalid");
        assertThat(desk.seen()).isEmpty();
    }

    @Test
    void malformedArgumentsAreAnsweredAndNeverSent() throws Exception {
        var broken = new ToolCall(
                CallIds.fresh(), "retail__get", new CallArguments.Malformed("{\"id\":", "it ends too early"));
        yard.script.says("north/large", calls(broken), answer("Sorry."));

        yard.run(ask("Do it"));

        assertThat(lastResult().parts()).containsExactly(new Part.Text(
                "Error: The arguments of 'retail__get' are not one JSON object: it ends too early"));
        assertThat(desk.seen()).isEmpty();
    }

    @Test
    void argumentsThatBreakTheSchemaAreNotSentToAServerThatIsNotOurs() throws Exception {
        yard.script.says("north/large", calls(call("retail__strange", "{\"id\": 7}")), answer("Sorry."));

        yard.run(ask("Do it"));

        assertThat(((Part.Text) lastResult().parts().getFirst()).text())
                .startsWith("Error: The arguments of 'retail__strange' do not fit its schema:\n- /id");
        assertThat(desk.seen()).isEmpty();
    }

    @Test
    void everyCallOfATurnGetsItsResultInOrder() throws Exception {
        var asked = IntStream.range(0, 18).mapToObj(i -> call("retail__get", "{\"id\": \"" + i + "\"}")).toList();
        yard.script.says("north/large", calls(asked.toArray(ToolCall[]::new)), answer("done"));

        yard.run(ask("All of them"));

        var results = yard.script.asked().get(1).prompt().transcript().stream()
                .filter(Turn.ToolResult.class::isInstance).map(Turn.ToolResult.class::cast).toList();
        assertThat(results).extracting(Turn.ToolResult::call).containsExactlyElementsOf(
                asked.stream().map(ToolCall::id).toList());
        assertThat(results.get(15).parts()).containsExactly(new Part.Text("order 15"));
        assertThat(results.get(16).parts())
                .containsExactly(new Part.Text("Error: one answer may make 16 calls at most."));
        assertThat(desk.seen()).hasSize(16);
    }

    @Test
    void theSameCallWithTheSameResultThreeTimesEndsTheRun() throws Exception {
        for (int i = 0; i < 5; i++) {
            yard.script.says("north/large", calls(call("retail__get", "{\"id\": \"7\"}")));
        }

        var run = yard.run(ask("Loop"));

        assertThat(run.status()).isEqualTo(RunStatus.STOPPED);
        assertThat(run.reason()).isEqualTo("the same call of 'retail__get' gave the same result 3 times");
        assertThat(run.steps()).hasSize(3);
    }

    @Test
    void aRunWithoutToolsIsOfferedNone() throws Exception {
        yard.script.says("south/home", answer("hello"));

        yard.run(Requests.task(ask("Hello"), "home"));

        assertThat(yard.script.asked().getFirst().prompt().tools()).isEmpty();
    }

    @Test
    void theToolsOfTheRuleAreOfferedInOneOrder() throws Exception {
        yard.script.says("north/large", answer("hello"));

        yard.run(ask("Hello"));

        assertThat(yard.script.asked().getFirst().prompt().tools()).extracting("name")
                .containsExactly("retail__get", "retail__look", "retail__put", "retail__strange");
    }

    @Test
    void anImageThatNoModelCanSeeIsRefusedNotDropped() throws Exception {
        var picture = new Turn.User(List.of(new Part.Text("What is it?"), new Part.Image("image/png", "aGk=")));

        yard.script.says("north/large", answer("A cat."));

        var run = yard.run(Requests.task(RunRequest.of(List.of(picture)), "home"));

        assertThat(run.output()).isEqualTo("A cat.");
        assertThat(yard.script.models()).containsExactly("north/large");
        assertThat(yard.ledger.history().explain(run.id())).singleElement().satisfies(decision -> assertThat(
                decision.toString()).contains("it would lose an image of the user (turn 0)"));
    }

    @Test
    void anImageInAToolResultThatTheWireWouldDropIsRefusedNotDropped() throws Exception {
        desk.serve(reading("photo"), _ -> CallToolResult.builder().addContent(ImageContent.builder("aGk=", "image/png").build()).build());
        yard.script
                .says("north/large", calls(call("retail__photo", "{\"id\": \"7\"}")), answer("A cat."))
                .says("north/small", answer("A dog."));

        var run = yard.run(ask("What is on it?"));

        assertThat(run.status()).isEqualTo(RunStatus.FAILED);
        assertThat(run.reason()).contains("it would lose an image in a tool result (turn 2)");
        assertThat(yard.script.models()).containsExactly("north/large");
    }

    @Test
    void everyRequestToAModelIsWrittenDownWithItsPurposeBeforeItIsSettled() throws Exception {
        yard.script.says("north/large", new Outcome.Unavailable("down", null)).says("north/small", answer("hello"));

        var run = yard.run(ask("Hello"));

        var entries = Objects.requireNonNull(yard.ledger.history().journal(run.id())).entries();
        assertThat(entries).filteredOn(Entry.Dispatched.class::isInstance)
                .extracting(entry -> ((Entry.Dispatched) entry).purpose())
                .containsExactly(Entry.Purpose.ANSWER, Entry.Purpose.ANSWER);
        assertThat(entries).extracting(entry -> entry.getClass().getSimpleName()).containsExactly(
                "TurnAdded", "Routed", "Dispatched", "Settled", "Dispatched", "Settled", "TurnAdded", "Finished");
    }

    private Turn.ToolResult lastResult() {
        return (Turn.ToolResult) yard.script.asked().getLast().prompt().transcript().getLast();
    }
}
