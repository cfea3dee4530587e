package signalbox.host.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import signalbox.host.turn.CallArguments;
import signalbox.host.turn.CallId;
import signalbox.host.turn.CallIds;
import signalbox.host.turn.Outcome;
import signalbox.host.turn.Part;
import signalbox.host.turn.Prompt;
import signalbox.host.turn.SamplingOptions;
import signalbox.host.turn.ToolCall;
import signalbox.host.turn.ToolChoice;
import signalbox.host.turn.ToolOffer;
import signalbox.host.turn.Turn;

class ProviderFormsTest {
    private static final ProviderNames.NameForm NAMES = new ProviderNames.NameForm(Pattern.compile("[a-zA-Z0-9_-]{1,64}"), 64);

    @Test
    void collidingIdsAreToldApartInTheSameWayEveryTime() {
        List<CallId> calls = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            calls.add(new CallId("call " + i));
        }
        ProviderIds.IdForm tiny = new ProviderIds.IdForm("", 1);

        ProviderIds once = ProviderIds.of(transcript(calls), tiny);
        ProviderIds shorter = ProviderIds.of(transcript(calls.subList(0, 30)), tiny);

        Set<String> shown = new HashSet<>();
        calls.forEach(call -> shown.add(once.shown(call)));
        assertThat(shown).hasSize(60);
        calls.subList(0, 30).forEach(call -> assertThat(shorter.shown(call)).isEqualTo(once.shown(call)));
    }

    @Test
    void aHundredThousandIdsOfNineCharactersAreDistinct() {
        Set<String> shown = new HashSet<>();
        List<CallId> calls = new ArrayList<>();
        for (int i = 0; i < 100_000; i++) {
            calls.add(new CallId("call_" + i));
        }

        ProviderIds ids = ProviderIds.of(transcript(calls), new ProviderIds.IdForm("", 9));
        calls.forEach(call -> shown.add(ids.shown(call)));

        assertThat(shown).hasSize(100_000).allMatch(id -> id.matches("[A-Za-z0-9]{9}"));
    }

    @Test
    void namesAreMappedBackAndNeverCollide() {
        List<String> names = List.of("a.b", "a_b", "a b", "a@b", "x".repeat(65), "x".repeat(64), "ö", "");
        List<ToolOffer> offers = names.stream().map(name -> new ToolOffer(name, "", WireJson.object())).toList();
        Prompt prompt = new Prompt(List.of(), offers, new ToolChoice.Auto(), SamplingOptions.NONE);

        ProviderNames shown = ProviderNames.of(prompt, NAMES);

        Set<String> distinct = new HashSet<>();
        for (String name : names) {
            assertThat(shown.original(shown.shown(name))).isEqualTo(name);
            assertThat(shown.shown(name)).matches("[a-zA-Z0-9_-]{1,64}");
            distinct.add(shown.shown(name));
        }
        assertThat(distinct).hasSize(names.size());
        assertThat(shown.shown("a_b")).isEqualTo("a_b");
    }

    @Test
    void aNameThatLooksLikeAnothersMappedFormKeepsItsOwn() {
        String mapped = ProviderNames.of(offering("a.b"), NAMES).shown("a.b");

        ProviderNames both = ProviderNames.of(offering("a.b", mapped), NAMES);

        assertThat(both.shown(mapped)).isEqualTo(mapped);
        assertThat(both.shown("a.b")).isNotEqualTo(mapped);
        assertThat(both.original(both.shown("a.b"))).isEqualTo("a.b");
    }

    @Test
    void argumentsAreReadAsDocumented() {
        assertThat(WrittenArguments.read(WireJson.parse("\"  \""))).isEqualTo(new CallArguments.Parsed(WireJson.object()));
        assertThat(WrittenArguments.read(WireJson.parse("\"{\\\"a\\\":1}\""))).isEqualTo(new CallArguments.Parsed(WireCases.object("{\"a\":1}")));
        assertThat(WrittenArguments.read(WireJson.parse("{\"a\":1}"))).isEqualTo(new CallArguments.Parsed(WireCases.object("{\"a\":1}")));
        assertThat(WrittenArguments.read(WireJson.parse("\"{}{}\""))).isInstanceOf(CallArguments.Malformed.class);
        assertThat(WrittenArguments.read(WireJson.parse("\"NaN\""))).isInstanceOf(CallArguments.Malformed.class);
        assertThat(WrittenArguments.read(WireJson.parse("7"))).isInstanceOf(CallArguments.Malformed.class);
    }

    @Test
    void depthBeyondTheLimitIsMalformedAndNotAnError() {
        String deep = "{\"a\":".repeat(5_000) + "1" + "}".repeat(5_000);

        CallArguments read = WrittenArguments.read(WireJson.parse(WireJson.write(tools.jackson.databind.node.StringNode.valueOf(deep))));

        assertThat(read).isInstanceOf(CallArguments.Malformed.class);
    }

    @Test
    void theTimeToWaitIsReadWithinReason() {
        assertThat(waiting(Map.of("retry-after", "7"))).isEqualTo(Duration.ofSeconds(7));
        assertThat(waiting(Map.of("retry-after", "0.5"))).isEqualTo(Duration.ofMillis(500));
        assertThat(waiting(Map.of("retry-after", "-3"))).isNull();
        assertThat(waiting(Map.of("retry-after", "99999999999999999999"))).isEqualTo(Duration.ofMinutes(10));
        assertThat(waiting(Map.of("retry-after", "soon"))).isNull();
        assertThat(waiting(Map.of("retry-after-ms", "250"))).isEqualTo(Duration.ofMillis(250));
        assertThat(waiting(Map.of("retry-after", "Wed, 21 Oct 2026 07:28:30 GMT", "date", "Wed, 21 Oct 2026 07:28:00 GMT")))
                .isEqualTo(Duration.ofSeconds(30));
        assertThat(waiting(Map.of("retry-after", "Wed, 21 Oct 2026 07:28:00 GMT", "date", "Wed, 21 Oct 2026 07:28:30 GMT")))
                .isNull();
    }

    @Test
    void aResultReachesTheModelOnce() {
        assertThat(PartText.result(result("{\"a\": 1.50}", "{\"a\":1.50}"))).isEqualTo("{\"a\": 1.50}");
        assertThat(PartText.result(result("One.", "{\"a\":1}"))).isEqualTo("One.\n{\"a\":1}");
        assertThat(PartText.result(result(" ", "{\"a\":1}"))).isEqualTo("{\"a\":1}");
    }

    @Test
    void aSchemaThatMeansItselfOrGrowsWithoutEndIsBounded() {
        StringBuilder bomb = new StringBuilder("{\"properties\":{\"x\":{\"$ref\":\"#/$defs/d0\"}},\"$defs\":{");
        for (int i = 0; i < 30; i++) {
            String next = "{\"$ref\":\"#/$defs/d" + (i + 1) + "\"}";
            bomb.append("\"d" + i + "\":{\"properties\":{\"a\":" + next + ",\"b\":" + next + "}},");
        }
        bomb.append("\"d30\":{\"$ref\":\"#\"}}}");

        String shown = WireJson.write(ShownSchema.inlined(WireCases.object(bomb.toString())));

        assertThat(shown).doesNotContain("$ref").hasSizeLessThan(2_000_000);
    }

    @Test
    void freshIdsAreInTheFormOfTheHouse() {
        assertThat(CallIds.fresh().value()).matches("call_[0-9A-Za-z]{22}");
        assertThat(CallIds.fresh()).isNotEqualTo(CallIds.fresh());
    }

    private static Turn.ToolResult result(String text, String structured) {
        return new Turn.ToolResult(
                new CallId("c"), List.of(new Part.Text(text)), WireJson.parse(structured), false, new java.util.TreeSet<>());
    }

    private static @org.jspecify.annotations.Nullable Duration waiting(Map<String, String> headers) {
        Outcome outcome = FailureReader.of(ProviderReply.of(429, headers, "{}"));
        return outcome instanceof Outcome.Unavailable unavailable ? unavailable.retryAfter() : Duration.ZERO;
    }

    private static Prompt offering(String... names) {
        List<ToolOffer> offers = new ArrayList<>();
        for (String name : names) {
            offers.add(new ToolOffer(name, "", WireJson.object()));
        }
        return new Prompt(List.of(), offers, new ToolChoice.Auto(), SamplingOptions.NONE);
    }

    private static List<Turn> transcript(List<CallId> ids) {
        List<ToolCall> calls = new ArrayList<>();
        ids.forEach(id -> calls.add(new ToolCall(id, "t", new CallArguments.Parsed(WireJson.object()))));
        return List.of(new Turn.Assistant(List.of(), calls, List.of()));
    }
}
