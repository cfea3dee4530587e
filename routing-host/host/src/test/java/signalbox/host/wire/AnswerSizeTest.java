package signalbox.host.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import signalbox.host.fake.FakeWire;
import signalbox.host.turn.CallIds;
import signalbox.host.turn.Outcome;
import signalbox.host.turn.Prompt;
import signalbox.host.turn.SamplingOptions;
import signalbox.host.turn.ToolChoice;
import signalbox.policy.catalogue.Wire;

/// An answer is bounded by the values in it as well as by its bytes.
///
/// The heap of `./signalbox up` is 384 MB: without the bound, 30 MB of `{},` did not fit. What the largest tree that is let in
/// may hold is held here.
class AnswerSizeTest {
    private static final int LARGEST_TREE = 80 << 20;

    @Test
    void anAnswerOfCountlessObjectsIsNonsenseOnEveryWire() {
        String flood = "{\"choices\":[" + "{},".repeat(10_000_000) + "{}]}";
        var prompt = new Prompt(List.of(), List.of(), new ToolChoice.Auto(), SamplingOptions.NONE);
        var reply = ProviderReply.of(200, Map.of(), flood);

        for (var fake : FakeWire.all()) {
            var outcome = WireCases.codec(fake.wire())
                    .response(prompt, WireCases.entry(fake.wire(), fake.profile(), "m"), reply, CallIds::fresh);

            assertThat(outcome).as(fake.profile()).isInstanceOfSatisfying(Outcome.Nonsense.class, nonsense -> {
                assertThat(nonsense.reason()).startsWith("an answer beyond the bounds of JSON").contains("500000 values");
                assertThat(nonsense.usage()).as("tokens may have been made").isNull();
            });
        }
    }

    /// Each call's arguments are a text of their own, within the bounds, and each becomes a tree.
    @Test
    void theArgumentsOfAllCallsCountTogether() {
        String written = "\"arguments\":\"{\\\"a\\\":[" + "1,".repeat(20_000) + "1]}\"}";
        String chat = ("{\"function\":{\"name\":\"f\"," + written + "},").repeat(100);
        String responses = ("{\"type\":\"function_call\",\"name\":\"f\"," + written + ",").repeat(100);
        var prompt = new Prompt(List.of(), List.of(), new ToolChoice.Auto(), SamplingOptions.NONE);

        Map.of(Wire.OPENAI_CHAT, "{\"choices\":[{\"message\":{\"tool_calls\":[" + chat.substring(0, chat.length() - 1) + "]}}]}",
                Wire.OPENAI_RESPONSES, "{\"output\":[" + responses.substring(0, responses.length() - 1) + "]}").forEach((wire, calls) -> {
            var outcome = WireCases.codec(wire).response(
                    prompt, WireCases.entry(wire, "openai", "m"), ProviderReply.of(200, Map.of(), calls), CallIds::fresh);

            assertThat(outcome).isInstanceOfSatisfying(Outcome.Nonsense.class, nonsense ->
                    assertThat(nonsense.reason()).contains("500000 JSON values"));
        });
    }

    @Test
    void aLongTextIsOneValue() {
        String image = "A".repeat(20 << 20);

        var body = Objects.requireNonNull(ProviderReply.of(200, Map.of(), "{\"data\":\"" + image + "\"}").body());

        assertThat(body.path("data").stringValue()).hasSameSizeAs(image);
    }

    @Test
    void theLargestTreeFitsTheHeapSeveralTimes() {
        int values = WireJson.MOST_VALUES;
        for (String piece : List.of("{}", "{\"a\":7777}", "1.5e1", "\"a\"", "[7777]", "7777777777")) {
            int most = values / (piece.startsWith("{\"") ? 4 : piece.startsWith("[") ? 3 : piece.equals("{}") ? 2 : 1) - 2;
            var text = "[" + (piece + ",").repeat(most - 1) + piece + "]";
            long before = used();

            var tree = Objects.requireNonNull(WireJson.read(text), piece);

            assertThat(used() - before).as(piece).isLessThan(LARGEST_TREE);
            assertThat(tree.size()).isEqualTo(most);
            assertThat(text).isNotEmpty();
        }
    }

    private static long used() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
