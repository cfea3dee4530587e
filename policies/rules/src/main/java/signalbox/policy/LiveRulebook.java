package signalbox.policy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import signalbox.source.Checked;
import signalbox.source.Place;
import signalbox.source.Problem;

/// The rulebook in force: follows its files, keeps the last good set and says why a newer one was refused.
///
/// The set is replaced as a whole, in one reference: nobody ever sees half of a change.
public final class LiveRulebook implements Supplier<Rulebook>, AutoCloseable {
    private record State(Rulebook rulebook, List<Problem> warnings, List<Problem> rejection) {}

    private final RuleFiles files;
    private volatile State state;
    private final List<Consumer<Reload>> listeners = new CopyOnWriteArrayList<>();
    private String lookedAt;
    private @Nullable Thread watcher;

    private LiveRulebook(RuleFiles files, String lookedAt, State first) {
        this.files = files;
        this.lookedAt = lookedAt;
        this.state = first;
    }

    /// Reads the files once; at the start a broken file is refused, there is nothing to keep.
    public static Checked<LiveRulebook> open(Path tools, Path policies) {
        var files = new RuleFiles(tools, policies);
        var fingerprint = files.fingerprint();
        return switch (read(files)) {
            case Checked.Sound<Rulebook>(var rulebook, var warnings) -> new Checked.Sound<>(
                    new LiveRulebook(files, fingerprint, new State(rulebook, warnings, List.of())), warnings);
            case Checked.Broken<Rulebook>(var problems) -> new Checked.Broken<>(problems);
        };
    }

    @Override
    public Rulebook get() {
        return state.rulebook();
    }

    /// What is odd about the set in force.
    public List<Problem> warnings() {
        return state.warnings();
    }

    /// Why the files as they are now are not in force; empty where they are.
    public List<Problem> rejection() {
        return state.rejection();
    }

    /// Is told of every change and every refusal, on the thread that found it.
    public void onReload(Consumer<Reload> listener) {
        listeners.add(listener);
    }

    /// Looks at the files now.
    public synchronized Reload reload() {
        var before = files.fingerprint();
        if (before.equals(lookedAt)) {
            return new Reload.Unchanged();
        }
        var read = read(files);
        if (!files.fingerprint().equals(before)) {
            return new Reload.Unsettled();
        }
        lookedAt = before;
        var outcome = apply(read);
        listeners.forEach(listener -> listener.accept(outcome));
        return outcome;
    }

    /// Looks at the files in this rhythm until closed; a change counts once two looks in a row saw the same.
    public synchronized void follow(Duration rhythm) {
        if (watcher != null) {
            throw new IllegalStateException("followed already");
        }
        watcher = Thread.ofVirtual().name("rulebook").start(() -> watch(rhythm));
    }

    @Override
    public void close() {
        Thread running;
        synchronized (this) {
            running = watcher;
            watcher = null;
        }
        if (running != null) {
            running.interrupt();
        }
    }

    private void watch(Duration rhythm) {
        var seen = "";
        while (!Thread.currentThread().isInterrupted()) {
            try {
                Thread.sleep(rhythm);
                var now = files.fingerprint();
                if (now.equals(seen)) {
                    reload();
                }
                seen = now;
            } catch (InterruptedException _) {
                return;
            } catch (RuntimeException failure) {
                // A listener failed: following goes on.
                var thread = Thread.currentThread();
                thread.getUncaughtExceptionHandler().uncaughtException(thread, failure);
            }
        }
    }

    private Reload apply(Checked<Rulebook> read) {
        return switch (read) {
            case Checked.Sound<Rulebook>(var now, var warnings) -> {
                var before = state.rulebook();
                state = new State(now, warnings, List.of());
                yield new Reload.Applied(before, now, warnings);
            }
            case Checked.Broken<Rulebook>(var problems) -> {
                state = new State(state.rulebook(), state.warnings(), problems);
                yield new Reload.Refused(state.rulebook(), problems);
            }
        };
    }

    private static Checked<Rulebook> read(RuleFiles files) {
        try {
            return Rulebook.read(files.tools(), files.policies());
        } catch (RuntimeException failure) {
            // Whatever goes wrong while reading, what is in force stays in force.
            var place = new Place(files.policies().toString(), 1, 1);
            return new Checked.Broken<>(List.of(Problem.error(place, "", "the files cannot be read: " + failure, "")));
        }
    }
}
