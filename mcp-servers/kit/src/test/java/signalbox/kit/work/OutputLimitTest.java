package signalbox.kit.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class OutputLimitTest {
    @Test
    void aTextWithinTheLimitStaysAsItIs() {
        var text = "é".repeat(128);

        assertThat(OutputLimit.cut(text, 256)).isEqualTo(text);
    }

    @Test
    void aLongTextIsCutBetweenCharactersAndSaysSo() {
        var text = "a" + "é".repeat(200) + "\uD83D\uDE82".repeat(10);

        var cut = OutputLimit.cut(text, 256);

        assertThat(cut.getBytes(StandardCharsets.UTF_8).length).isBetween(254, 256);
        assertThat(cut).startsWith("aéé").endsWith("\n[cut: the whole result has 441 bytes, the limit is 256]")
                .doesNotContain("\uFFFD");
    }
}
