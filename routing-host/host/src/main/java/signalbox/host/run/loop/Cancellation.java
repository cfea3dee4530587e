package signalbox.host.run.loop;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// A run's waiting for the world outside. Cancelling ends it at once, and the run itself is never interrupted in the middle
/// of its rows.
public final class Cancellation {
    private final Set<Runnable> waits = ConcurrentHashMap.newKeySet();
    private volatile boolean cancelled;

    sealed interface Wait<T> {}

    /// Where the work itself keeps its time.
    sealed interface Untimed<T> extends Wait<T> {}

    record Came<T>(T value) implements Untimed<T> {}

    record Late<T>() implements Wait<T> {}

    record Cancelled<T>() implements Untimed<T> {}

    /// @param failure what the work threw
    record Broke<T>(Throwable failure) implements Untimed<T> {}

    public void cancel() {
        cancelled = true;
        waits.forEach(Runnable::run);
    }

    boolean isCancelled() {
        return cancelled;
    }

    /// Does the work on this thread, which is interrupted when the run is cancelled; so the work ends when its thread is
    /// interrupted, and in time by itself. A run that is cancelled already does not begin it.
    <T> Untimed<T> here(Callable<T> work) {
        var interruption = new Interruption(Thread.currentThread());
        Runnable wait = interruption::interrupt;
        waits.add(wait);
        Untimed<T> end;
        try {
            end = cancelled ? new Cancelled<>() : new Came<>(work.call());
        } catch (Exception | StackOverflowError e) {
            end = new Broke<>(e);
        }
        waits.remove(wait);
        boolean interrupted = interruption.end();
        cancelled |= interrupted;
        return interrupted ? new Cancelled<>() : end;
    }

    /// Waits for the work, which is done on a thread of its own and given up when its time is over; a run that is cancelled
    /// already does not begin it.
    <T> Wait<T> await(Callable<T> work, Duration within) {
        var task = new FutureTask<>(work);
        Runnable wait = () -> task.cancel(true);
        waits.add(wait);
        try {
            if (cancelled) {
                return new Cancelled<>();
            }
            Thread.startVirtualThread(task);
            return new Came<>(task.get(Math.max(1, within.toMillis()), TimeUnit.MILLISECONDS));
        } catch (TimeoutException _) {
            task.cancel(true);
            return new Late<>();
        } catch (CancellationException _) {
            return new Cancelled<>();
        } catch (InterruptedException _) {
            task.cancel(true);
            cancelled = true;
            return new Cancelled<>();
        } catch (ExecutionException e) {
            return new Broke<>(e.getCause() == null ? e : e.getCause());
        } finally {
            waits.remove(wait);
        }
    }

    /// Of a thread while it does some work, and neither before nor after.
    private static final class Interruption {
        private final Thread thread;
        private boolean made;
        private boolean ended;

        Interruption(Thread thread) {
            this.thread = thread;
        }

        synchronized void interrupt() {
            if (!ended) {
                made = true;
                thread.interrupt();
            }
        }

        /// For the thread itself.
        ///
        /// @return whether it was interrupted, by this or by somebody else; it no longer is
        synchronized boolean end() {
            ended = true;
            return Thread.interrupted() || made;
        }
    }
}
