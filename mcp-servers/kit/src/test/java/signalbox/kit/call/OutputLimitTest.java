package signalbox.kit.call;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import signalbox.kit.content.ContentSize;

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

    @Test
    void whatTheLimitCostsDoesNotGrowWithTheText() {
        var text = "x".repeat(100 << 20);
        OutputLimit.cut(text.substring(0, 1000), 256);
        long before = allocated();

        var cut = OutputLimit.cut(text, 256);
        long after = allocated();

        assertThat(cut).hasSize(256);
        assertThat(after - before).as("bytes allocated for a text of 100 MiB").isLessThan(1 << 20);
    }

    @Test
    void theSizeOfATextIsThatOfItsUtf8() {
        for (var text : List.of("", "abc", "é", "\u0800", "\uFFFF", "\uD83D\uDE82", "a\uD83D\uDE82é\u20AC")) {
            assertThat(ContentSize.of(text)).isEqualTo(text.getBytes(StandardCharsets.UTF_8).length);
            for (int most = 0; most < 12; most++) {
                var start = text.substring(0, ContentSize.within(text, most));
                assertThat(start.getBytes(StandardCharsets.UTF_8).length).isLessThanOrEqualTo(most);
                assertThat(new String(start.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8)).isEqualTo(start);
            }
        }
    }

    private static long allocated() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }
}
