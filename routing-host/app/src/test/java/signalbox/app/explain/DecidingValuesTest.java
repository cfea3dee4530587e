package signalbox.app.explain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import signalbox.host.turn.CallArguments;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class DecidingValuesTest {
    private static final CallArguments CALL = given("""
            {"payment_method_id": "credit_card_1", "address": {"city": "Bonn"}, "note": "secret"}""");

    @Test
    void theValuesOfTheArgumentsThatDecidedAreShown() {
        var reason = "no rule matched; tried a.may[0] in p.yaml:4: 'payment_method_id' does not fit {pattern: '^gift_card_'};"
                + " a.may[1] in p.yaml:5: 'address.city' does not fit {const: \"Berlin\"}; a.may[2] in p.yaml:6: 'order_id' is missing";

        assertThat(DecidingValues.of(reason, CALL))
                .containsExactly("payment_method_id is \"credit_card_1\"", "address.city is \"Bonn\"");
    }

    @Test
    void whatWasNoObjectHasNone() {
        assertThat(DecidingValues.of("'note' does not fit", new CallArguments.Malformed("{", "cut"))).isEmpty();
    }

    private static CallArguments given(String json) {
        return new CallArguments.Parsed((ObjectNode) JsonMapper.shared().readTree(json));
    }
}
