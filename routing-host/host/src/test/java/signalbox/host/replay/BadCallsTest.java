package signalbox.host.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static signalbox.host.replay.Cues.call;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import signalbox.host.fake.Said;
import signalbox.retail.Retail;
import signalbox.retail.RetailData;

/// Calls that must not be made: each becomes one error result, and nothing is done.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadCallsTest {
    private static final String MARK = "[bad]";
    private static final String ROUTING = """
            policy: bad-calls
            groups: {first: [openai/m], second: [anthropic/m], third: [gemini/m], rough: [rough/m]}
            rules:
              - {name: rough, when: 'run.labels.size() > 0 && step.index == 0', use: rough, tools: [retail]}
              - {name: openai, when: 'run.task == "openai"', use: first, tools: [retail]}
              - {name: anthropic, when: 'run.task == "anthropic"', use: second, tools: [retail]}
              - {name: gemini, use: third, tools: [retail]}
            """;

    private final Station station;
    private final DeskRecords desk;

    BadCallsTest() throws IOException {
        station = new Station(ROUTING);
        desk = new DeskRecords(station.data());
    }

    @BeforeAll
    void stock() {
        Retail.install(station.data(), RetailData.generated(2026));
    }

    @AfterAll
    void shut() {
        station.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"openai", "anthropic", "gemini"})
    void aMalformedCallIsAnErrorResultWhoeverGoesOn(String next) {
        var before = desk.prints();
        station.rough.calls("retail__cancel_pending_order", "{\"order_id\": \"" + desk.pending() + "\", \"reason\": ");
        station.cues.write(MARK, Said.text("Sorry"));

        var run = station.run("agent:clerk", "Cancel it " + MARK, ", \"labels\": [\"rough\"], \"task\": \"" + next + "\"");

        assertThat(run.text("/output")).isEqualTo("Sorry");
        assertThat(run.text("/steps/1/model")).isEqualTo(next + "/m");
        assertThat(station.cues.lastResults(MARK)).singleElement().asString()
                .startsWith("Error: The arguments of 'retail__cancel_pending_order' are not one JSON object: ");
        assertThat(run.text("/steps/0/tool_calls/0/outcome")).isEqualTo("invalid");
        assertThat(run.body().at("/steps/0/tool_calls/0/error").asBoolean(false)).isTrue();
        assertThat(desk.changedSince(before)).isEmpty();
        assertThat(station.strict.refusals()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"openai", "anthropic", "gemini"})
    void unknownHiddenDeniedAndUnfitCallsGetOneErrorResultEach(String next) {
        var before = desk.prints();
        var order = desk.pending();
        station.cues.write(MARK, Said.calls(
                call("retail__get_order_details", "{\"order_id\": \"" + order + "\"}"),
                call("retail__burn_down", "{}"),
                call("retail__return_delivered_order_items", "{\"order_id\": \"" + order + "\"}"),
                call("retail__cancel_pending_order", "{\"order_id\": \"" + order + "\", \"reason\": \"no longer needed\"}"),
                call("retail__cancel_pending_order", "{\"order_id\": 7, \"reason\": \"ordered by mistake\"}")),
                Said.text("Sorry"));

        var run = station.run("agent:careful", "Do it all " + MARK, ", \"task\": \"" + next + "\"");

        assertThat(run.text("/output")).isEqualTo("Sorry");
        assertThat(station.cues.lastResults(MARK)).satisfiesExactly(
                result -> assertThat(result).startsWith("{\"order_id\": \"" + order),
                result -> assertThat(result).isEqualTo("Error: Tool 'retail__burn_down' not found."),
                result -> assertThat(result).isEqualTo("Error: Tool 'retail__return_delivered_order_items' not found."),
                result -> assertThat(result).contains("is not permitted with these arguments (decision dec_"),
                result -> assertThat(result).contains("do not fit the input schema of 'retail.cancel_pending_order@1.0.0'"));
        assertThat(run.body().at("/steps/0/tool_calls")).hasSize(5);
        assertThat(run.body().at("/steps/0/tool_calls").valueStream().map(call -> call.path("error").asBoolean()))
                .containsExactly(false, true, true, true, true);
        assertThat(run.body().at("/steps/0/tool_calls").valueStream().map(call -> call.path("outcome").asString("")))
                .startsWith("done", "invalid", "invalid", "denied");
        assertThat(run.text("/steps/0/tool_calls/3/decision")).isEqualTo("deny");
        assertThat(run.text("/steps/0/tool_calls/3/decision_id")).startsWith("dec_");
        assertThat(desk.changedSince(before)).isEmpty();
        assertThat(station.strict.refusals()).isEmpty();
    }

    @Test
    void aGrantThatIsTakenAwayHoldsForTheNextCallOfARunThatGoesOn() {
        var before = desk.prints();
        var role = "  agent:careful: {roles: [asks, reads, cancels]}";
        station.cues.direct(MARK, List.of(
                _ -> Said.calls(call("retail__get_order_details", "{\"order_id\": \"" + desk.pending() + "\"}")),
                _ -> {
                    station.grant(role, false);
                    return cancel();
                },
                _ -> Said.text("Sorry")));

        var run = station.run("agent:careful", "Cancel it " + MARK, ", \"task\": \"openai\"");
        station.grant(role, true);

        assertThat(run.body().at("/steps/0/tool_calls/0/error").asBoolean(true)).isFalse();
        assertThat(run.body().at("/steps/1/tool_calls/0/error").asBoolean(false)).isTrue();
        assertThat(run.text("/steps/1/tool_calls/0/outcome")).isEqualTo("denied");
        assertThat(desk.changedSince(before)).isEmpty();
    }

    @Test
    void aTokenThatIsRevokedMakesNoCallMoreAndEndsTheRun() {
        var before = desk.prints();
        station.cues.direct(MARK, List.of(
                _ -> Said.calls(call("retail__get_order_details", "{\"order_id\": \"" + desk.pending() + "\"}")),
                _ -> {
                    station.revoke("agent:careful");
                    return cancel();
                }));

        var run = station.run("agent:careful", "Cancel it " + MARK, ", \"task\": \"openai\"");

        assertThat(run.text("/status")).isEqualTo("stopped");
        assertThat(run.text("/reason")).isEqualTo("the caller's token is expired or revoked");
        assertThat(run.body().at("/steps/1/tool_calls/0/error").asBoolean(false)).isTrue();
        assertThat(run.text("/steps/1/tool_calls/0/outcome")).isEqualTo("denied");
        assertThat(station.cues.asked(MARK)).hasSize(2);
        assertThat(desk.changedSince(before)).isEmpty();
    }

    private Said cancel() {
        return Said.calls(call("retail__cancel_pending_order",
                "{\"order_id\": \"" + desk.pending() + "\", \"reason\": \"ordered by mistake\"}"));
    }

    @Test
    void whatIsPermittedIsDoneByTheSameCaller() {
        var before = desk.prints();
        var order = desk.pending();
        station.cues.write(MARK, Said.calls(
                call("retail__cancel_pending_order", "{\"order_id\": \"" + order + "\", \"reason\": \"ordered by mistake\"}")),
                Said.text("Cancelled"));

        var run = station.run("agent:careful", "Cancel it " + MARK, ", \"task\": \"openai\"");

        assertThat(run.text("/output")).isEqualTo("Cancelled");
        assertThat(desk.changedSince(before)).contains(order);
        assertThat(desk.status(order)).isEqualTo("cancelled");
    }
}
