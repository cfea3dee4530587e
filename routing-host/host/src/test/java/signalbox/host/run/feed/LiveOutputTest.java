package signalbox.host.run.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import signalbox.host.turn.DeltaListener;

class LiveOutputTest {
    private final List<String> kept = new ArrayList<>();
    private boolean read;
    private final LiveOutput output = new LiveOutput(new LiveOutput.Readers() {
        @Override
        public boolean isEmpty() {
            return !read;
        }

        @Override
        public DeltaListener begin(int step) {
            return kept::add;
        }
    });

    @Test
    void whatWasHeardOfOneStepKeepsNoOtherModelFromTheNext() {
        output.listen((_, _) -> {});
        output.begin(0).text("Let me look.");

        assertThat(output.wasHeard(0)).isTrue();
        assertThat(output.wasHeard(1)).isFalse();
    }

    /// A run is the same whether somebody reads its events or not.
    @Test
    void whatReadersOfTheEventsHeardKeepsNoOtherModelAway() {
        read = true;
        output.begin(0).text("Let me");

        assertThat(output.hasListeners()).isTrue();
        assertThat(output.wasHeard(0)).isFalse();
        assertThat(kept).containsExactly("Let me");
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
