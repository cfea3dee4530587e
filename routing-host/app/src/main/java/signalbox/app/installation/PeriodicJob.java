package signalbox.app.installation;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Done at the start and then in this rhythm, until closed. One that fails is told to the log, and is done again next time.
final class PeriodicJob implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PeriodicJob.class);

    private final Thread thread;

    PeriodicJob(String name, Duration rhythm, Runnable job) {
        thread = Thread.ofVirtual().name(name).start(() -> {
            try {
                while (true) {
                    attempt(name, job);
                    Thread.sleep(rhythm);
                }
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private static void attempt(String name, Runnable job) {
        try {
            job.run();
        } catch (RuntimeException e) {
            LOG.warn("{} failed, and is tried again later", name, e);
        }
    }

    /// Waits for the one that is being done.
    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join(Duration.ofSeconds(5));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
