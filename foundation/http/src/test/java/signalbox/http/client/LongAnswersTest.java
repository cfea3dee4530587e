package signalbox.http.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Long answers take turns, so that the heap holds those that are read.
class LongAnswersTest {
    private static final Origin ONE = new Origin("http", "one.example.com", 80);
    private static final Origin OTHER = new Origin("http", "other.example.com", 80);
    private static final Deadline LONG = Deadline.in(Duration.ofMinutes(1));
    private static final Deadline PASSED = Deadline.in(Duration.ZERO);

    /// Room for two large ones.
    private final LongAnswers answers = new LongAnswers(384L << 20);

    @ParameterizedTest
    @ValueSource(ints = {0, 1, LongAnswers.SHORT, LongAnswers.SHORT + 1, LongAnswers.MIDDLING + 1, 5 << 20})
    void whatIsReadIsTheWholeBody(int size) throws IOException {
        var bytes = new byte[size];
        new Random(size).nextBytes(bytes);

        try (var held = answers.begin(ONE, LONG)) {
            assertThat(body(bytes, held).whole(5 << 20)).isEqualTo(bytes);
        }
        try (var held = answers.begin(ONE, LONG)) {
            if (size > 0) {
                assertThatThrownBy(() -> body(bytes, held).whole(size - 1)).isInstanceOf(TooLarge.class);
            }
        }
    }

    @Test
    void oneOriginHasOneLargeAnswerReadAtATimeAndAnotherIsReadBesideIt() throws IOException {
        try (var first = answers.begin(ONE, LONG); var second = answers.begin(ONE, PASSED); var third = answers.begin(OTHER, PASSED)) {
            large(first);

            assertThatThrownBy(() -> large(second)).isInstanceOf(SocketTimeoutException.class);
            large(third);
        }
        try (var afterwards = answers.begin(ONE, PASSED)) {
            large(afterwards);
        }
    }

    @Test
    void whoWaitsHasItsTurnWhenTheOtherHasBeenRead() throws Exception {
        var read = new CompletableFuture<Integer>();
        try (var first = answers.begin(ONE, LONG)) {
            large(first);
            Thread.startVirtualThread(() -> {
                try (var second = answers.begin(ONE, LONG)) {
                    read.complete(large(second));
                } catch (IOException e) {
                    read.completeExceptionally(e);
                }
            });
            assertThat(read).isNotDone();
        }

        assertThat(read.get(10, TimeUnit.SECONDS)).isEqualTo(2 << 20);
    }

    @Test
    void anInterruptEndsTheWaiting() throws Exception {
        var failed = new CompletableFuture<Exception>();
        try (var first = answers.begin(ONE, LONG)) {
            large(first);
            var waiting = Thread.startVirtualThread(() -> {
                try (var second = answers.begin(ONE, LONG)) {
                    large(second);
                } catch (IOException e) {
                    failed.complete(e);
                }
            });
            waiting.interrupt();

            assertThat(failed.get(10, TimeUnit.SECONDS)).hasMessage("no longer waited for");
        }
    }

    @Test
    void shortOnesNeedNoPlace() throws IOException {
        var none = new LongAnswers(0);
        try (var first = none.begin(ONE, LONG); var second = none.begin(ONE, PASSED)) {
            large(first);

            assertThat(body(new byte[LongAnswers.SHORT], second).whole(1 << 20)).hasSize(LongAnswers.SHORT);
        }
    }

    private static int large(LongAnswers.Held held) throws IOException {
        return body(new byte[2 << 20], held).whole(32 << 20).length;
    }

    private static AnswerBody body(byte[] bytes, LongAnswers.Held held) {
        return new AnswerBody(new ByteArrayInputStream(bytes), 32 << 20, held);
    }
}
