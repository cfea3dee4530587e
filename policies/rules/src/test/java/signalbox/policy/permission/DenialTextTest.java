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

        assertThat(TEXT.of(deny)).isEqualTo("'get_order' is not permitted with these arguments (decision dec_1).");
        assertThat(TEXT.of(ask)).isEqualTo("'get_order' needs an approval, and none can be given here (decision dec_1).");
        assertThat(TEXT.of(narrow)).isEqualTo("'get_order' is not what the caller's token was issued for (decision dec_1).");
        assertThat(TEXT.withdrawn()).isEqualTo("'get_order' is no longer permitted. Nothing was done (decision dec_1).");
    }

    @Test
    void aCallThatIsAllowedHasNone() {
        var allow = new PermissionDecision.Allow("clerk.may[0]", PLACE, "sha256:1");

        assertThatThrownBy(() -> TEXT.of(allow)).isInstanceOf(IllegalArgumentException.class);
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
