package signalbox.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class NotYetTest {
    private static final NotYet LIST = NotYet.of("Old", "Older");

    @Test
    void whatIsListedPasses() {
        LIST.check(List.of("Older", "Old"));
    }

    @Test
    void whatIsNotListedFails() {
        assertThat(LIST.offenders(List.of("Old", "Older", "New"))).containsExactly("New");
        assertThatThrownBy(() -> LIST.check(List.of("Old", "Older", "New"))).isInstanceOf(AssertionError.class);
    }

    @Test
    void aListedNameThatIsMendedFailsUntilItIsTakenFromTheList() {
        assertThat(LIST.mended(List.of("Old"))).containsExactly("Older");
        assertThatThrownBy(() -> LIST.check(List.of("Old"))).isInstanceOf(AssertionError.class);
    }
}
