package signalbox.host.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import signalbox.host.turn.Part;
import signalbox.host.turn.Turn;

class MeasuresTest {
    private static final int MEGABYTE = 1_000_000;

    @ParameterizedTest
    @MethodSource("worst")
    void aMegabyteOfTheWorstIsMeasuredAtOnce(String text) {
        var transcript = List.<Turn>of(new Turn.User(List.of(new Part.Text(text))));

        assertTimeoutPreemptively(Duration.ofSeconds(2), () -> Measures.complexity(transcript));
        assertTimeoutPreemptively(Duration.ofSeconds(2), () -> new AskScan(text));
    }

    static Stream<String> worst() {
        return Stream.of("\n", " ", "\t", "\r\n", " \n", "\n1", "1", "`", "=", "- ", "after tha", "\n- ", "a", "'", "and then ")
                .map(piece -> piece.repeat(MEGABYTE / piece.length()));
    }

    @Test
    void aConversationOfManyPartsIsMeasuredAtOnce() {
        var parts = Stream.<Part>generate(() -> new Part.Text("\n".repeat(100))).limit(10_000).toList();

        assertTimeoutPreemptively(
                Duration.ofSeconds(2), () -> Measures.complexity(List.of(new Turn.User(parts))));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            'Where is my order?'                    | 1 | false
            'One; two; three?'                      | 3 | false
            'Cancel it and then also refund it'     | 2 | false
            'After it, and after that, thenceforth' | 1 | false
            'after thatch'                          | 0 | false
            '1. one\n 2) two\n- three\n\n\n* four'  | 4 | false
            '1.5 and -3'                            | 0 | false
            'why'                                   | 0 | true
            'whyever'                               | 0 | false
            'please analyse it'                     | 0 | true
            'a == b'                                | 0 | true
            'a = b'                                 | 0 | false
            '```x'                                  | 0 | true
            """)
    void asksAndSignsOfWorkAreFound(String text, int asks, boolean work) {
        var scan = new AskScan(text.replace("\\n", "\n"));

        assertThat(scan.asks()).isEqualTo(asks);
        assertThat(scan.hasWork()).isEqualTo(work);
    }
}
