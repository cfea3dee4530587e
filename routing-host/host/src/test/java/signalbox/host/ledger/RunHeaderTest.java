package signalbox.host.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import signalbox.host.turn.SamplingOptions;
import signalbox.host.turn.ToolChoice;
import signalbox.host.turn.ToolOffer;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

class RunHeaderTest {
    private static final ObjectNode NOTHING = JsonNodeFactory.instance.objectNode();

    @Test
    void ofTheFunctionsOfAChatTheNamesAreKept() {
        var chat = header(RunHeader.Origin.CHAT, new ToolOffer("refund", "our secret", NOTHING.deepCopy().put("type", "object")));

        assertThat(chat.kept()).isEqualTo(new RunHeader(
                chat.id(), chat.origin(), chat.caller(), asked(new ToolOffer("refund", "", NOTHING)), chat.about(), chat.terms(),
                chat.policy(), chat.at()));
    }

    @Test
    void aRunThatMayBeTakenUpAgainIsKeptWhole() {
        var run = header(RunHeader.Origin.RUN, new ToolOffer("refund", "our secret", NOTHING.deepCopy().put("type", "object")));

        assertThat(run.kept()).isEqualTo(run);
    }

    private static RunHeader header(RunHeader.Origin origin, ToolOffer offer) {
        var plain = OpenRun.header("agent:ada", origin);
        return new RunHeader(
                plain.id(), origin, plain.caller(), asked(offer), plain.about(), plain.terms(), plain.policy(), plain.at());
    }

    private static RunHeader.Asked asked(ToolOffer offer) {
        return new RunHeader.Asked(
                "signalbox/auto", new RunHeader.Tools.Named(List.of()), List.of(offer), new ToolChoice.Auto(), SamplingOptions.NONE);
    }
}
