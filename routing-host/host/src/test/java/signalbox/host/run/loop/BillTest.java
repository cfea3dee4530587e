package signalbox.host.run.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import signalbox.host.ledger.AttemptId;
import signalbox.host.ledger.Entry;
import signalbox.host.turn.CallIds;
import signalbox.host.turn.Outcome;
import signalbox.host.turn.Prompt;
import signalbox.host.turn.SamplingOptions;
import signalbox.host.turn.ToolChoice;
import signalbox.host.wire.ProviderReply;
import signalbox.host.wire.WireCases;
import signalbox.policy.catalogue.ModelCatalogue;
import signalbox.policy.catalogue.ModelEntry;
import signalbox.policy.catalogue.Wire;
import signalbox.policy.money.Cost;
import signalbox.policy.money.Usage;

/// The one rule of what an attempt costs: what is reported is billed; what is missing costs its worst case, and only where
/// tokens can have been made.
class BillTest {
    private static final Cost WORST = Cost.parse("0.5");

    @ParameterizedTest
    @EnumSource(value = Wire.class, names = {"OPENAI_CHAT", "OPENAI_RESPONSES", "ANTHROPIC_MESSAGES", "GEMINI"})
    void aPageOrAnErrorObjectWithStatus200CostsNothing(Wire wire) {
        assertThat(bill(read(wire, "<html><body>proxy</body></html>")).cost()).isEqualTo(Cost.ZERO);
        assertThat(bill(read(wire, "")).cost()).isEqualTo(Cost.ZERO);
        assertThat(bill(read(wire, "[]")).cost()).isEqualTo(Cost.ZERO);
        assertThat(bill(read(wire, "{\"error\": {\"message\": \"overloaded\"}}")).cost()).isEqualTo(Cost.ZERO);
        assertThat(bill(read(wire, "{\"ok\": true}")).cost()).isEqualTo(Cost.ZERO);
    }

    @ParameterizedTest
    @EnumSource(value = Wire.class, names = {"OPENAI_CHAT", "OPENAI_RESPONSES", "ANTHROPIC_MESSAGES", "GEMINI"})
    void anAnswerWithoutACountCostsItsWorstCase(Wire wire) {
        var bill = bill(read(wire, switch (wire) {
            case OPENAI_CHAT -> "{\"choices\": [{\"finish_reason\": \"stop\", \"message\": {\"content\": \"pong\"}}]}";
            case OPENAI_RESPONSES -> "{\"status\": \"completed\", \"output\": [{\"type\": \"message\", \"content\": [{\"type\": \"output_text\", \"text\": \"pong\"}]}]}";
            case ANTHROPIC_MESSAGES -> "{\"stop_reason\": \"end_turn\", \"content\": [{\"type\": \"text\", \"text\": \"pong\"}]}";
            default -> "{\"candidates\": [{\"finishReason\": \"STOP\", \"content\": {\"parts\": [{\"text\": \"pong\"}]}}]}";
        }));

        assertThat(bill.cost()).isEqualTo(WORST);
        assertThat(bill.billing()).isEqualTo(Entry.Billing.UNKNOWN);
    }

    @Test
    void whatIsReportedIsBilledWhateverBecameOfTheAnswer() {
        var usage = new Usage(100, 0, 0, 10);

        assertThat(bill(new Outcome.Nonsense("no text", usage)).usage()).isEqualTo(usage);
        assertThat(bill(new Outcome.Refused("no", usage)).usage()).isEqualTo(usage);
        assertThat(bill(read(Wire.OPENAI_CHAT, """
                {"choices": [{"finish_reason": "error", "error": {"message": "gone"}, "message": {"content": "po"}}],
                 "usage": {"prompt_tokens": 100, "completion_tokens": 10}}""")).usage()).isEqualTo(usage);
    }

    @Test
    void anAnswerThatBreaksOffOnTheWireCostsItsWorstCase() {
        assertThat(bill(read(Wire.OPENAI_CHAT, "{\"choices\": [{\"message\": {\"content\": \"Ha")).cost()).isEqualTo(WORST);
    }

    @Test
    void anAnswerThatNobodyCameForCostsItsWorstCase() {
        assertThat(bill(new Outcome.Slow(Duration.ofSeconds(1))).cost()).isEqualTo(WORST);
    }

    @Test
    void aRejectionAndAnOutageCostNothing() {
        assertThat(bill(new Outcome.Rejected(400, "bad")).cost()).isEqualTo(Cost.ZERO);
        assertThat(bill(new Outcome.Unavailable("down", null)).cost()).isEqualTo(Cost.ZERO);
    }

    private static Bill bill(Outcome outcome) {
        var model = entry(Wire.OPENAI_CHAT);
        return Bill.of(
                outcome, new Entry.Dispatched(AttemptId.fresh(), 0, Entry.Purpose.ANSWER, model.name(), WORST, 10, 100), model,
                new ModelCatalogue(new TreeMap<>(), new TreeMap<>()));
    }

    private static ModelEntry entry(Wire wire) {
        return WireCases.entry(wire, "p", "m");
    }

    private static Outcome read(Wire wire, String body) {
        var prompt = new Prompt(List.of(), List.of(), new ToolChoice.Auto(), SamplingOptions.NONE);
        return WireCases.codec(wire).response(prompt, entry(wire), ProviderReply.of(200, Map.of(), body), CallIds::fresh);
    }
}
