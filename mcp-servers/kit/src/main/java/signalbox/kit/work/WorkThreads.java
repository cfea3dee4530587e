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
import signalbox.kit.input.Client;

/// Gives work a thread of its own and so much time; interrupts it when the time is up or nobody waits for it any more.
public final class WorkThreads implements AutoCloseable {
    private final ExecutorService threads =
            Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("tool-call").factory());
    private final Duration longest;

    /// @param longest how long a piece of work may take
    public WorkThreads(Duration longest) {
        this.longest = longest;
    }

    /// How long a piece of work may take.
    public Duration longest() {
        return longest;
    }

    /// @param deadline asked before anything is interrupted: what is being committed is let finish
    public <T> TimedOutcome<T> run(Client client, Deadline deadline, Callable<T> work) {
        var worker = threads.submit(work);
        client.whenGone(() -> stop(worker, deadline));
        try {
            return new TimedOutcome.Finished<>(worker.get(longest.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException _) {
            return late(worker, deadline);
        } catch (CancellationException _) {
            return new TimedOutcome.Cancelled<>();
        } catch (ExecutionException e) {
            return new TimedOutcome.Broken<>(e);
        } catch (InterruptedException _) {
            stop(worker, deadline);
            Thread.currentThread().interrupt();
            return new TimedOutcome.Cancelled<>();
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    private <T> TimedOutcome<T> late(Future<T> worker, Deadline deadline) {
        if (stop(worker, deadline)) {
            return new TimedOutcome.Expired<>(longest.toSeconds());
        }
        try {
            return new TimedOutcome.Finished<>(worker.get());
        } catch (CancellationException _) {
            return new TimedOutcome.Cancelled<>();
        } catch (ExecutionException e) {
            return new TimedOutcome.Broken<>(e);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return new TimedOutcome.Cancelled<>();
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
