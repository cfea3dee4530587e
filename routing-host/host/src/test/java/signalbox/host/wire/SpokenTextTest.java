package signalbox.host.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpokenTextTest {
    @ParameterizedTest
    @ValueSource(strings = {
        "plain", "<think>a\nb</think>\n\nThe answer", " \n<thinking>x</thinking> y", "<thin air", "< b", "<think>never closed",
        "a <think>b</think> c", "<thinker>", "<think></think>", "<think>a</thinking>b</think>c",
        "<", ""})
    void inAnyPiecesItIsWhatTheWholeTextShows(String text) {
        var random = new Random(7);
        for (int i = 0; i < 200; i++) {
            var spoken = new SpokenText();
            var shown = new StringBuilder();
            for (int from = 0; from < text.length(); ) {
                int to = Math.min(text.length(), from + 1 + random.nextInt(5));
                shown.append(spoken.next(text.substring(from, to)));
                from = to;
            }
            shown.append(spoken.end());

            assertThat(shown).hasToString(PartText.withoutThinking(text));
        }
    }

    /// It comes to an end: what was looked at once is not looked at with each piece again.
    @ParameterizedTest
    @ValueSource(strings = {"<think>", ""})
    void amongMillionsOfPiecesTheAnswerIsFound(String before) {
        var spoken = new SpokenText();
        spoken.next(before);
        for (int i = 0; i < 4_000_000; i++) {
            assertThat(spoken.next(" ").isEmpty()).isTrue();
        }

        assertThat(spoken.next(before.isEmpty() ? "Well" : "</think>Well")).endsWith("Well");
    }

    @Test
    void nothingIsKeptBackOnceItSpeaks() {
        var spoken = new SpokenText();

        assertThat(spoken.next("Well")).isEqualTo("Well");
        assertThat(spoken.next(" <think>")).isEqualTo(" <think>");
    }
}
