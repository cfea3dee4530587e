package signalbox.host.ledger.writer;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/// What the next flush writes of one run: one row of its journal, and what goes with it. Grows until that flush begins.
final class RunRows implements Written {
    final String run;
    /// Those of the same run in the flush before, which must be written first.
    private volatile @Nullable RunRows before;
    private final CompletableFuture<@Nullable Void> written = new CompletableFuture<>();
    final List<Addition.Sealed> sealed = new ArrayList<>();
    final List<String> decisions = new ArrayList<>();
    private final StringBuilder entries = new StringBuilder();
    private long size;
    @Nullable RunRow opening;
    long number;
    Addition.Then then = Addition.Then.GOES_ON;
    private boolean takenUp;
    private boolean onDisk;

    RunRows(String run, @Nullable RunRows before) {
        this.run = run;
        this.before = before;
    }

    void add(Addition addition) {
        if (addition.opening() != null) {
            opening = addition.opening();
            size += addition.opening().header().length();
        }
        for (var entry : addition.entries()) {
            if (entries.isEmpty()) {
                number = addition.number();
            }
            entries.append(entries.isEmpty() ? '[' : ',').append(entry);
        }
        sealed.addAll(addition.sealed());
        addition.sealed().forEach(each -> size += each.bytes().length());
        decisions.addAll(addition.decisions());
        takenUp |= addition.fate().takenUp();
        onDisk |= addition.fate().onDisk();
        then = addition.fate().then() == Addition.Then.GOES_ON ? then : addition.fate().then();
    }

    boolean hasEntries() {
        return !entries.isEmpty();
    }

    boolean isEndOfTakenUp() {
        return takenUp && then == Addition.Then.ENDS;
    }

    boolean isOnDisk() {
        return onDisk;
    }

    /// The list of entries, as JSON.
    String entries() {
        return entries + "]";
    }

    /// About so many bytes.
    long size() {
        return size + entries.length();
    }

    /// Why these cannot be written, whatever the database says: what comes before them was not.
    @Nullable Throwable gap() {
        var earlier = before;
        before = null;
        return earlier == null ? null : earlier.failure();
    }

    void succeed() {
        written.complete(null);
    }

    void fail(Throwable cause) {
        written.completeExceptionally(cause instanceof NotWritten ? cause : new NotWritten(run, cause));
    }

    @Override
    public void then(Runnable work) {
        var _ = written.thenRun(work);
    }

    @Override
    public boolean isFailed() {
        return written.isCompletedExceptionally();
    }

    @Override
    public void await() {
        try {
            written.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof NotWritten not ? new NotWritten(run, not) : new NotWritten(run, e);
        }
    }

    void awaitQuietly() {
        var _ = written.handle((_, _) -> true).join();
    }

    private @Nullable Throwable failure() {
        return isFailed() ? written.exceptionNow() : null;
    }
}
