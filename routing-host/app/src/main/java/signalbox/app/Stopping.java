package signalbox.app;

import java.util.concurrent.CountDownLatch;

/// A stop signal (Ctrl-C, SIGTERM) and the orderly end that follows it; the process lives until that is done.
final class Stopping {
    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch done = new CountDownLatch(1);

    Stopping() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "stop"));
    }

    void await() throws InterruptedException {
        asked.await();
    }

    void done() {
        done.countDown();
    }

    private void stop() {
        asked.countDown();
        try {
            done.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
