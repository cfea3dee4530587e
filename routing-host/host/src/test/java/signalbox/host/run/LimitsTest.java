package signalbox.host.run;

import static org.assertj.core.api.Assertions.assertThat;
import static signalbox.host.run.Script.answer;
import static signalbox.host.run.Script.call;
import static signalbox.host.run.Script.calls;
import static signalbox.host.run.Yard.ask;
import static signalbox.host.station.McpDesk.Tool.reading;
import static signalbox.host.station.McpDesk.said;

import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import signalbox.database.Database;
import signalbox.host.FreshDatabase;
import signalbox.host.ledger.RunStatus;
import signalbox.host.ledger.RunView;
import signalbox.host.run.state.RunLimits;
import signalbox.host.station.McpDesk;
import signalbox.host.turn.Outcome;
import signalbox.host.turn.Prompt;
import signalbox.host.turn.ToolCall;
import signalbox.identity.Principal;
import signalbox.policy.permission.Scopes;

/// Steps, calls, time, the number of runs, and the caller who changes its mind.
class LimitsTest {
    private static final RunLimits TIGHT =
            new RunLimits(4, 3, 16, Duration.ofMinutes(2), Duration.ofHours(1), 8_192, 99, new RunLimits.ConcurrentRuns(1, 2));
    private static Database database;

    @BeforeAll
    static void open() {
        database = FreshDatabase.open();
    }

    @AfterAll
    static void shut() {
        database.close();
    }

    @Test
    void aRunEndsAfterItsSteps() throws Exception {
        var endless = new RunLimits(4, 99, 16, Duration.ofMinutes(2), Duration.ofHours(1), 8_192, 99, new RunLimits.ConcurrentRuns(1, 2));
        try (var desk = desk(); var yard = yard(desk, endless)) {
            for (int i = 0; i < 9; i++) {
                yard.script.says("north/large", calls(call("retail__get", "{\"id\": \"" + i + "\"}")));
            }

            var run = yard.run(ask("On and on"));

            assertThat(run.status()).isEqualTo(RunStatus.STOPPED);
            assertThat(run.reason()).isEqualTo("the run has taken 4 steps, which is the most");
            assertThat(yard.script.asked()).hasSize(4);
        }
    }

    @Test
    void aRunMakesNoCallBeyondItsNumber() throws Exception {
        try (var desk = desk(); var yard = yard(desk, TIGHT)) {
            yard.script.says("north/large",
                    calls(call("retail__get", "{\"id\": \"1\"}"), call("retail__get", "{\"id\": \"2\"}")),
                    calls(call("retail__get", "{\"id\": \"3\"}"), call("retail__get", "{\"id\": \"4\"}")),
                    answer("never asked"));

            var run = yard.run(ask("Many"));

            assertThat(run.reason()).isEqualTo("the run has made 3 tool calls, which is the most");
            assertThat(desk.seen()).hasSize(3);
            assertThat(run.steps().get(1).calls()).extracting(RunView.Call::outcome).containsExactly("done", "invalid");
        }
    }

    @Test
    void anAnswerOfThousandsOfCallsIsNoneAndTheNextModelIsAsked() throws Exception {
        try (var desk = desk(); var yard = yard(desk, RunLimits.USUAL)) {
            var flood = IntStream.range(0, 5_000).mapToObj(n -> call("retail__get", "{\"id\": \"" + n + "\"}")).toArray(ToolCall[]::new);
            yard.script.says("north/large", calls(flood)).says("north/small", answer("well"));

            var run = yard.run(ask("Many"));

            assertThat(run.output()).isEqualTo("well");
            assertThat(desk.seen()).isEmpty();
            assertThat(run.steps().getFirst().attempts()).extracting(RunView.Attempt::outcome).containsExactly("nonsense", "ok");
            assertThat(run.steps().getFirst().attempts().getFirst().reason())
                    .isEqualTo("an answer with 5000 tool calls: 128 are the most");
        }
    }

    @Test
    void aPassedDeadlineStopsTheRunBeforeItAsks() throws Exception {
        try (var desk = desk(); var yard = yard(desk, TIGHT)) {
            var run = yard.run(Requests.deadline(ask("Late"), Duration.ZERO));

            assertThat(run.status()).isEqualTo(RunStatus.STOPPED);
            assertThat(run.reason()).isEqualTo("the deadline has passed");
            assertThat(yard.script.asked()).isEmpty();
        }
    }

    @Test
    void anAttemptIsGivenNoMoreTimeThanTheRunHasLeft() throws Exception {
        try (var desk = desk(); var yard = yard(desk, TIGHT)) {
            yard.script.says("north/large", answer("ok"));

            yard.run(Requests.deadline(ask("Soon"), Duration.ofSeconds(30)));

            assertThat(yard.script.asked().getFirst().within()).isLessThanOrEqualTo(Duration.ofSeconds(30));
        }
    }

    @Test
    void cancellingEndsARunThatWaitsForAModel() throws Exception {
        var asked = new CountDownLatch(1);
        try (var desk = desk(); var yard = yard(desk, TIGHT)) {
            yard.script.does("north/large", prompt -> forever(prompt, asked));
            var id = yard.started(ask("Wait"));
            asked.await();

            var mine = yard.runs.cancel(Yard.ADA.name(), id);
            var run = yard.runs.await(id);

            assertThat(mine).isTrue();
            assertThat(run.status()).isEqualTo(RunStatus.STOPPED);
            assertThat(run.reason()).isEqualTo("cancelled by the caller");
            assertThat(run.steps().getFirst().attempts()).singleElement().satisfies(attempt -> {
                assertThat(attempt.outcome()).isEqualTo("cancelled");
                assertThat(attempt.cost()).isEqualTo(run.cost());
            });
        }
    }

    @Test
    void cancellingEndsARunThatWaitsForAToolAndItsCallHasAResult() throws Exception {
        var called = new CountDownLatch(1);
        var release = new CountDownLatch(1);
        try (var desk = new McpDesk().serve(reading("get"), _ -> held(called, release));
                var yard = yard(desk, TIGHT)) {
            yard.script.says("north/large", calls(call("retail__get", "{\"id\": \"1\"}")));
            var id = yard.started(ask("Wait"));
            called.await();

            yard.runs.cancel(Yard.ADA.name(), id);
            var run = yard.runs.await(id);
            release.countDown();

            assertThat(run.status()).isEqualTo(RunStatus.STOPPED);
            assertThat(run.steps().getFirst().calls()).extracting(RunView.Call::outcome).containsExactly("cancelled");
        }
    }

    private static Principal ada(String scopes) {
        return new Principal(Yard.ADA.name(), Scopes.parse(scopes), Yard.ADA.credential(), null);
    }

    @Test
    void onlyItsCallerMayCancelOrSeeARun() throws Exception {
        var asked = new CountDownLatch(1);
        try (var desk = desk(); var yard = yard(desk, TIGHT)) {
            yard.script.does("north/large", prompt -> forever(prompt, asked));
            var id = yard.started(ask("Wait"));
            asked.await();

            assertThat(yard.runs.cancel(Yard.BOB.name(), id)).isFalse();
            assertThat(yard.runs.get(Yard.BOB, id)).isNull();
            assertThat(yard.runs.get(Yard.ADA, id)).isNotNull();
            assertThat(yard.runs.get(ada("model:*"), id)).as("a narrower token").isNull();
            assertThat(yard.runs.get(ada("* model:*"), id)).as("one for as much").isNotNull();
            yard.runs.cancel(Yard.ADA.name(), id); // or the next host would go on with it
            yard.runs.await(id);
        }
    }

    @Test
    void oneRunTooManyIsToldThatTheHostIsBusy() throws Exception {
        var asked = new CountDownLatch(1);
        try (var desk = desk(); var yard = yard(desk, TIGHT)) {
            yard.script.does("north/large", prompt -> forever(prompt, asked)).says("north/large", answer("ok"));
            var first = yard.started(ask("Wait"));
            asked.await();

            var second = yard.runs.start(Yard.ADA, ask("Me too"));
            yard.runs.cancel(Yard.ADA.name(), first);
            yard.runs.await(first);

            assertThat(second).isEqualTo(
                    new RunStart.Busy("busy: 1 runs are running, which is the most; try again soon"));
        }
    }

    private static Outcome forever(Prompt prompt, CountDownLatch asked) {
        asked.countDown();
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        return new Outcome.Unavailable("interrupted after " + prompt.transcript().size() + " turns", null);
    }

    private static CallToolResult held(
            CountDownLatch called, CountDownLatch release) {
        called.countDown();
        try {
            release.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        return said("too late");
    }

    private static McpDesk desk() {
        return new McpDesk().serve(reading("get"), seen -> said("order " + seen.arguments().get("id")));
    }

    private static Yard yard(McpDesk desk, RunLimits bounds) {
        return new Yard(database, Yard.ROUTING, Map.of("retail", desk.endpoint()), bounds);
    }
}
