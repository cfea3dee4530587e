package signalbox.app.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogSpanTest {
    private static final Instant NOW = Instant.parse("2026-12-01T10:00:00Z");

    @ParameterizedTest
    @ValueSource(strings = {"PT15M", "PT1H", "PT3H", "P30D", "P90000D"})
    void theSpansHaveNoGapAndEndWhereOneAsked(String since) {
        var spans = LogSpan.back(NOW, Duration.parse(since));

        assertThat(spans.getFirst().until()).isAfter(NOW);
        for (int i = 1; i < spans.size(); i++) {
            assertThat(spans.get(i).until()).isEqualTo(spans.get(i - 1).from());
        }
        assertThat(spans.getLast().from()).isAfterOrEqualTo(NOW.minus(Duration.parse(since)));
        assertThat(spans).hasSizeLessThan(20);
    }

    @Test
    void theNewestHourIsReadAlone() {
        assertThat(LogSpan.back(NOW, null).getFirst().from()).isEqualTo(NOW.minus(Duration.ofHours(1)));
        assertThat(LogSpan.back(NOW, Duration.ofMinutes(15))).singleElement()
                .extracting(LogSpan::from).isEqualTo(NOW.minus(Duration.ofMinutes(15)));
    }
}
