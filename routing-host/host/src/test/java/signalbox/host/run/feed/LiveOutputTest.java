package signalbox.host.run.feed;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LiveOutputTest {
    private final LiveOutput output = new LiveOutput();

    @Test
    void whatWasHeardOfOneStepKeepsNoOtherModelFromTheNext() {
        output.begin(0).text("Let me look.");

        assertThat(output.wasHeard(0)).isTrue();
        assertThat(output.wasHeard(1)).isFalse();
    }

    @Test
    void anAnswerThatWasBegunAndNotHeardMayBeReplaced() {
        output.begin(0);

        assertThat(output.wasHeard(0)).isFalse();
    }

    @Test
    void everyListenerHearsTheStepAndTheText() {
        var heard = new StringBuilder();
        output.listen((step, text) -> heard.append(step).append(text));
        output.listen((_, text) -> heard.append(text));

        output.begin(2).text("a");

        assertThat(heard).hasToString("2aa");
        assertThat(output.hasListeners()).isTrue();
    }
}
