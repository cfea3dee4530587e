package signalbox.kit.work;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import signalbox.kit.ask.Client;

/// Gives work a thread of its own and so much time; interrupts it when the time is up or nobody waits for it any more.
final class Workers implements AutoCloseable {
    private final ExecutorService threads =
            Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("tool-call-", 0).factory());
    private final Duration longest;

    Workers(Duration longest) {
        this.longest = longest;
    }

    /// @param deadline asked before anything is interrupted: what is being committed is let finish
    <T> Ended<T> run(Client client, Deadline deadline, Callable<T> work) {
        var worker = threads.submit(work);
        client.whenGone(() -> stop(worker, deadline));
        try {
            return new Ended.Finished<>(worker.get(longest.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException _) {
            return late(worker, deadline);
        } catch (CancellationException _) {
            return new Ended.Cancelled<>();
        } catch (ExecutionException e) {
            return new Ended.Broken<>(e);
        } catch (InterruptedException _) {
            stop(worker, deadline);
            Thread.currentThread().interrupt();
            return new Ended.Cancelled<>();
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    private <T> Ended<T> late(Future<T> worker, Deadline deadline) {
        if (stop(worker, deadline)) {
            return new Ended.Expired<>(longest.toSeconds());
        }
        try {
            return new Ended.Finished<>(worker.get());
        } catch (CancellationException _) {
            return new Ended.Cancelled<>();
        } catch (ExecutionException e) {
            return new Ended.Broken<>(e);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return new Ended.Cancelled<>();
        }
    }

    private static boolean stop(Future<?> worker, Deadline deadline) {
        boolean stopped = deadline.expire();
        if (stopped) {
            worker.cancel(true);
        }
        return stopped;
    }
}
