package signalbox.app.start;

import java.util.concurrent.CountDownLatch;

/// A stop signal (Ctrl-C, SIGTERM) and the orderly end that follows it; the process lives until that is done, and then
/// ends as one that did what it was asked.
public final class StopSignal {
    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch done = new CountDownLatch(1);

    public StopSignal() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "stop"));
    }

    /// Stops without a signal.
    public void ask() {
        asked.countDown();
    }

    public void await() throws InterruptedException {
        asked.await();
    }

    public void done() {
        done.countDown();
    }

    private void stop() {
        if (done.getCount() == 0) {
            return;
        }
        asked.countDown();
        try {
            done.await();
            // Otherwise the exit code would be 143, that of a process which a signal cut off.
            Runtime.getRuntime().halt(0);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
