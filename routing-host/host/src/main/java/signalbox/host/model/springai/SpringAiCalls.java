package signalbox.host.model.springai;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.springframework.ai.chat.model.ChatResponse;
import signalbox.host.turn.Outcome;
import signalbox.host.wire.FailureReader;
import signalbox.host.wire.mask.KeyFragments;

/// Holds calls of Spring AI to a deadline, which its models do not know.
final class SpringAiCalls implements AutoCloseable {
    private static final int LONGEST_REASON = 500;

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    sealed interface Ended {}

    record Answered(ChatResponse response) implements Ended {}

    record Failed(Outcome outcome) implements Ended {}

    Ended call(Callable<ChatResponse> work, Duration within) {
        Future<ChatResponse> call = threads.submit(work);
        try {
            return new Answered(call.get(Math.max(1, within.toMillis()), TimeUnit.MILLISECONDS));
        } catch (TimeoutException late) {
            return new Failed(new Outcome.Slow(within));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return new Failed(new Outcome.Unavailable("the host stopped waiting", null));
        } catch (ExecutionException failed) {
            return new Failed(outcome(failed));
        } finally {
            call.cancel(true);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    /// Modules throw what their HTTP clients throw; Spring AI's own word for "do not try again" is the one thing they share.
    private static Outcome outcome(ExecutionException failed) {
        Throwable cause = failed.getCause() == null ? failed : failed.getCause();
        String message = String.valueOf(cause.getMessage());
        String reason = KeyFragments.masked(cause.getClass().getSimpleName() + ": "
                + (message.length() <= LONGEST_REASON ? message : message.substring(0, LONGEST_REASON) + "..."));
        return cause.getClass().getSimpleName().equals("NonTransientAiException")
                ? FailureReader.rejected(400, reason, "")
                : new Outcome.Unavailable(reason, null);
    }
}
