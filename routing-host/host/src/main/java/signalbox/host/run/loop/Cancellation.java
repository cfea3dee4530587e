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

/// A run's waiting for the world outside, each wait on a thread of its own, so that cancelling ends it at once and the
/// run itself is never interrupted in the middle of its rows.
public final class Cancellation {
    private final Set<FutureTask<?>> waiting = ConcurrentHashMap.newKeySet();
    private volatile boolean cancelled;

    sealed interface Wait<T> {}

    record Came<T>(T value) implements Wait<T> {}

    record Late<T>() implements Wait<T> {}

    record Cancelled<T>() implements Wait<T> {}

    /// @param failure what the work threw
    record Broke<T>(Throwable failure) implements Wait<T> {}

    public void cancel() {
        cancelled = true;
        waiting.forEach(task -> task.cancel(true));
    }

    boolean isCancelled() {
        return cancelled;
    }

    /// Waits for the work; a run that is cancelled already does not begin it.
    <T> Wait<T> await(Callable<T> work, Duration within) {
        var task = new FutureTask<>(work);
        waiting.add(task);
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
            waiting.remove(task);
        }
    }
}
