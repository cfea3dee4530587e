package signalbox.policy.grant;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestNamesTest {
    @Test
    void theNearestComeFirstAndNoMoreThanThree() {
        var known = List.of("calculate", "calculated", "calculates", "calculator", "talk");

        assertThat(NearestNames.to("calculat", known)).containsExactly("calculate", "calculated", "calculates");
        assertThat(NearestNames.hint("tolk", known, "nothing")).isEqualTo("did you mean talk?");
        assertThat(NearestNames.hint("speak_to_somebody", known, "nothing")).isEqualTo("nothing");
    }

    @Test
    void aTextLongerThanAnyNameIsNearToNone() {
        assertThat(NearestNames.to("a".repeat(200), List.of("a".repeat(190)))).hasSize(1);
        assertThat(NearestNames.to("a".repeat(201), List.of("a".repeat(201)))).isEmpty();
    }
}
