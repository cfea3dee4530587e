package signalbox.policy.permission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import signalbox.source.JsonSchema;
import signalbox.source.Place;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// What callers read is a decision id and nothing of the policy.
class DenialTextTest {
    private static final Place PLACE = new Place("permissions.yaml", 14, 9);
    private static final DenialText TEXT = new DenialText("get_order", "dec_1");

    @Test
    void eachKindOfDenialHasItsSentence() {
        var deny = new PermissionDecision.Deny("clerk.never[0]", PLACE, "sha256:1", "the amount is above 100");
        var ask = new PermissionDecision.Ask("clerk.may[1]", PLACE, "sha256:1", "role:supervisor");
        var narrow = new PermissionDecision.OutOfScope("clerk.may[1]", PLACE, "sha256:1", new TreeSet<>(List.of("tool:retail.*")));

        assertThat(TEXT.of(deny, List.of())).isEqualTo(
                "'get_order' is not permitted with these arguments (decision dec_1). The same call will be denied again.");
        assertThat(TEXT.of(ask, List.of())).isEqualTo("'get_order' needs an approval, and none can be given here (decision dec_1).");
        assertThat(TEXT.of(narrow, List.of())).isEqualTo("'get_order' is not what the caller's token was issued for (decision dec_1).");
        assertThat(TEXT.withdrawn()).isEqualTo("'get_order' is no longer permitted. Nothing was done (decision dec_1).");
    }

    @Test
    void aDenialSaysWhatTheSchemaShownSaysOfTheArguments() {
        var schema = (ObjectNode) JsonMapper.shared().readTree(
                "{\"properties\": {\"payment\": {\"type\": \"string\", \"pattern\": \"^gift_card_\"}}}");
        var deny = new PermissionDecision.Deny("clerk.never[0]", PLACE, "sha256:1", "no rule allows it");
        var violations = JsonSchema.of(schema).violations(JsonMapper.shared().readTree("{\"payment\": \"paypal_1\"}"));

        assertThat(TEXT.of(deny, violations)).isEqualTo("""
                'get_order' is not permitted with these arguments (decision dec_1). They do not fit the input schema as it is listed for this caller:
                - /payment: 'payment' has the wrong form: 'paypal_1' (it must match ^gift_card_)""");
    }

    @Test
    void aCallThatIsAllowedHasNone() {
        var allow = new PermissionDecision.Allow("clerk.may[0]", PLACE, "sha256:1");

        assertThatThrownBy(() -> TEXT.of(allow, List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void ofManyViolationsTwentyAreNamed() {
        var schema = (ObjectNode) JsonMapper.shared().readTree("{\"type\": \"array\", \"items\": {\"type\": \"string\"}}");
        var violations = JsonSchema.of(schema).violations(
                JsonMapper.shared().valueToTree(Collections.nCopies(23, 1)));

        var text = DenialText.invalidArguments("retail.get_order@1.0.0", violations);

        assertThat(text).startsWith("The arguments do not fit the input schema of 'retail.get_order@1.0.0':\n- ").endsWith("\n- and 3 more");
        assertThat(text.lines()).hasSize(22);
    }
}
