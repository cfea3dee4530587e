package signalbox.app.installation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PeriodicJobTest {
    private final LinkedBlockingQueue<String> done = new LinkedBlockingQueue<>();

    @Test
    void oneThatFailsIsDoneAgain() throws Exception {
        try (var _ = new PeriodicJob("a job", Duration.ofMillis(1), () -> {
            done.add("tried");
            throw new IllegalStateException("the database is away");
        })) {
            assertThat(done.poll(10, TimeUnit.SECONDS)).isNotNull();
            assertThat(done.poll(10, TimeUnit.SECONDS)).isNotNull();
        }
    }

    @Test
    void itBeginsAtOnceAndEndsWhenItIsClosed() throws Exception {
        try (var _ = new PeriodicJob("a job", Duration.ofHours(1), () -> done.add("done"))) {
            assertThat(done.poll(10, TimeUnit.SECONDS)).isNotNull();
        }

        assertThat(done).isEmpty();
    }
}
