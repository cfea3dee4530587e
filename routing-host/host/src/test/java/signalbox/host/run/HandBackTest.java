package signalbox.host.run;

import static org.assertj.core.api.Assertions.assertThat;
import static signalbox.host.run.Script.answer;
import static signalbox.host.run.Script.call;
import static signalbox.host.run.Script.calls;
import static signalbox.host.station.McpDesk.Tool.reading;
import static signalbox.host.station.McpDesk.said;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import signalbox.database.Database;
import signalbox.host.FreshDatabase;
import signalbox.host.ledger.RunStatus;
import signalbox.host.run.state.RunLimits;
import signalbox.host.station.McpDesk;
import signalbox.host.tool.WantedTools;
import signalbox.host.turn.CallIds;
import signalbox.host.turn.Part;
import signalbox.host.turn.ToolCall;
import signalbox.host.turn.ToolOffer;
import signalbox.host.turn.Turn;
import tools.jackson.databind.node.JsonNodeFactory;

/// Calls of the caller's own tools, and the conversation that goes on after them.
class HandBackTest {
    private static final ToolOffer LAMP =
            new ToolOffer("lamp", "Switches a lamp.", JsonNodeFactory.instance.objectNode());
    private static Database database;
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-23T10:00:00Z"));

    @BeforeAll
    static void open() {
        database = FreshDatabase.open();
    }

    @AfterAll
    static void shut() {
        database.close();
    }

    @Test
    void aCallOfTheCallersToolIsHandedBack() throws Exception {
        try (var desk = desk(); var yard = yard(desk)) {
            var lamp = call("lamp", "{\"on\": true}");
            yard.script.says("north/large", calls(lamp));

            var run = yard.run(Requests.own(List.of(Yard.said("Light")), new WantedTools.None(), LAMP));

            assertThat(run.status()).isEqualTo(RunStatus.COMPLETED);
            assertThat(run.finish()).isEqualTo("tool_calls");
            assertThat(run.handedBack()).containsExactly(lamp);
        }
    }

    @Test
    void whatTheHostDidMeanwhileIsPutBackWhenTheCallerContinues() throws Exception {
        try (var desk = desk(); var yard = yard(desk)) {
            var first = call("retail__get", "{\"id\": \"1\"}");
            var mine = call("retail__get", "{\"id\": \"2\"}");
            var lamp = call("lamp", "{}");
            yard.script.says("north/large", calls(first), calls(mine, lamp), answer("done"));
            var start = Requests.own(List.of(Yard.said("Light and 1")), new WantedTools.FromRule(), LAMP);

            yard.run(start);
            yard.run(Requests.own(continued(lamp, "it is on"), new WantedTools.FromRule(), LAMP));

            assertThat(yard.script.asked().getLast().prompt().transcript()).satisfiesExactly(
                    turn -> assertThat(turn).isEqualTo(Yard.said("Light and 1")),
                    turn -> assertThat(((Turn.Assistant) turn).calls()).containsExactly(first),
                    turn -> assertThat(text(turn)).isEqualTo("order 1"),
                    turn -> assertThat(((Turn.Assistant) turn).calls()).containsExactly(mine, lamp),
                    turn -> assertThat(text(turn)).isEqualTo("order 2"),
                    turn -> assertThat(text(turn)).isEqualTo("it is on"));
        }
    }

    @Test
    void afterAnHourTheConversationIsWhatTheCallerSends() throws Exception {
        try (var desk = desk(); var yard = yard(desk)) {
            var lamp = call("lamp", "{}");
            yard.script.says(
                    "north/large", calls(call("retail__get", "{\"id\": \"2\"}"), lamp), answer("done"));

            yard.run(Requests.own(List.of(Yard.said("Light and 1")), new WantedTools.FromRule(), LAMP));
            now.updateAndGet(time -> time.plus(Duration.ofMinutes(61)));
            yard.run(Requests.own(continued(lamp, "it is on"), new WantedTools.FromRule(), LAMP));

            assertThat(yard.script.asked().getLast().prompt().transcript())
                    .isEqualTo(continued(lamp, "it is on"));
        }
    }

    @Test
    void anotherCallersTurnsAreNotPutBack() throws Exception {
        try (var desk = desk(); var yard = yard(desk)) {
            var lamp = call("lamp", "{}");
            yard.script.says(
                    "north/large", calls(call("retail__get", "{\"id\": \"2\"}"), lamp), answer("done"));
            yard.run(Requests.own(List.of(Yard.said("Light and 1")), new WantedTools.FromRule(), LAMP));

            var stolen = (RunStart.Accepted) yard.runs.start(
                    Yard.BOB, Requests.own(continued(lamp, "on"), new WantedTools.None(), LAMP));
            yard.runs.await(stolen.run());

            assertThat(yard.script.asked().getLast().prompt().transcript()).hasSize(3);
        }
    }

    @Test
    void aCallThatTheCallerLeavesOpenGetsAnErrorResult() throws Exception {
        try (var desk = desk(); var yard = yard(desk)) {
            yard.script.says("north/large", answer("done"));
            var open = new Turn.Assistant(List.of(), List.of(call("lamp", "{}")), List.of());

            yard.run(Requests.own(
                    List.of(Yard.said("Light"), open, Yard.said("Well?")), new WantedTools.None(), LAMP));

            assertThat(yard.script.asked().getFirst().prompt().transcript().get(2))
                    .isInstanceOfSatisfying(Turn.ToolResult.class, result -> assertThat(result.error()).isTrue());
        }
    }

    @Test
    void aResultWithoutACallIsTheCallersMistake() {
        try (var desk = desk(); var yard = yard(desk)) {
            var stray = new Turn.ToolResult(CallIds.fresh(), List.of(), null, false, new TreeSet<>());

            var started = yard.runs.start(
                    Yard.ADA, Requests.own(List.of(Yard.said("Light"), stray), new WantedTools.None(), LAMP));

            assertThat(started).isInstanceOf(RunStart.Invalid.class);
        }
    }

    @Test
    void theSameKeyAndBodyIsTheSameRunAndAnotherBodyAConflict() throws Exception {
        try (var desk = desk(); var yard = yard(desk)) {
            yard.script.says("south/home", answer("one"), answer("two"));
            var request = Requests.task(Yard.ask("Hello"), "home");

            var first = (RunStart.Accepted) yard.runs.start(Yard.ADA, Requests.once(request, "k1", "sha256:a"));
            var again = yard.runs.start(Yard.ADA, Requests.once(request, "k1", "sha256:a"));
            var other = yard.runs.start(Yard.ADA, Requests.once(request, "k1", "sha256:b"));
            yard.runs.await(first.run());

            assertThat(again).isEqualTo(new RunStart.Accepted(first.run(), true));
            assertThat(other).isInstanceOf(RunStart.Conflict.class);
            assertThat(yard.script.asked()).hasSize(1);
        }
    }

    @Test
    void aKeyIsForgottenAfterADayAndIsEachCallersOwn() throws Exception {
        try (var desk = desk(); var yard = yard(desk)) {
            yard.script.says("south/home", answer("one"), answer("two"), answer("three"));
            var request = Requests.once(Requests.task(Yard.ask("Hello"), "home"), "k2", "sha256:a");

            var first = (RunStart.Accepted) yard.runs.start(Yard.ADA, request);
            var bobs = (RunStart.Accepted) yard.runs.start(Yard.BOB, request);
            yard.runs.await(first.run());
            yard.runs.await(bobs.run());
            now.updateAndGet(time -> time.plus(Duration.ofHours(25)));
            var later = (RunStart.Accepted) yard.runs.start(Yard.ADA, request);
            yard.runs.await(later.run());

            assertThat(List.of(first.run(), bobs.run(), later.run())).doesNotHaveDuplicates();
        }
    }

    private static List<Turn> continued(ToolCall lamp, String result) {
        return List.of(
                Yard.said("Light and 1"),
                new Turn.Assistant(List.of(), List.of(lamp), List.of()),
                new Turn.ToolResult(lamp.id(), List.of(new Part.Text(result)), null, false, new TreeSet<>()));
    }

    private static String text(Turn turn) {
        return ((Part.Text) ((Turn.ToolResult) turn).parts().getFirst()).text();
    }

    private static McpDesk desk() {
        return new McpDesk().serve(reading("get"), seen -> said("order " + seen.arguments().get("id")));
    }

    private Yard yard(McpDesk desk) {
        InstantSource source = now::get;
        Clock clock = source.withZone(ZoneOffset.UTC);
        return new Yard(database, Yard.ROUTING, Map.of("retail", desk.endpoint()), RunLimits.USUAL, clock);
    }
}
