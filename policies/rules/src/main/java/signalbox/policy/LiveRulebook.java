package signalbox.policy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import signalbox.source.Checked;
import signalbox.source.Place;
import signalbox.source.Problem;
import signalbox.source.Salvaged;

/// The rulebook in force: follows its files, takes what is sound of them, keeps what was there of the rest and says why.
///
/// It is replaced as a whole, in one reference: nobody ever sees half of a change.
public final class LiveRulebook implements Supplier<Rulebook>, AutoCloseable {
    private record State(Edition edition, List<Problem> warnings, List<Problem> rejection) {}

    private static final Duration SECOND_LOOK = Duration.ofMillis(40);

    private final List<Consumer<Reload>> listeners = new CopyOnWriteArrayList<>();
    private volatile State state;
    private volatile Instant lastLook;
    private RuleFiles seen;
    private String applied;
    private @Nullable Thread watcher;

    private LiveRulebook(RuleFiles files, State first) {
        this.seen = files;
        this.applied = files.fingerprint();
        this.state = first;
        this.lastLook = Instant.now();
    }

    /// Reads the files once; at the start a broken file is refused, there is nothing to keep.
    public static Checked<LiveRulebook> open(Path tools, Path policies) {
        var files = RuleFiles.of(tools, policies);
        return switch (RulebookReader.read(files)) {
            case Checked.Sound<Edition>(var edition, var warnings) -> new Checked.Sound<>(
                    new LiveRulebook(files, new State(edition, warnings, List.of())), warnings);
            case Checked.Broken<Edition>(var problems) -> new Checked.Broken<>(problems);
        };
    }

    @Override
    public Rulebook get() {
        return state.edition().rulebook();
    }

    /// What is odd about the files in force.
    public List<Problem> warnings() {
        return state.warnings();
    }

    /// Why the files as they are now are not, or not all, in force; empty where they are.
    public List<Problem> rejection() {
        return state.rejection();
    }

    /// When the files were looked at last.
    public Instant lastLook() {
        return lastLook;
    }

    /// Is told of every change and every refusal, on the thread that found it.
    public void onReload(Consumer<Reload> listener) {
        listeners.add(listener);
    }

    /// Looks at the files now.
    public synchronized Reload reload() {
        return apply(look());
    }

    /// Looks at the files in this rhythm until closed. A change counts once a second look, right after the first that saw it,
    /// sees the same: a file may be half written at the first.
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
        var again = rhythm.compareTo(SECOND_LOOK) < 0 ? rhythm : SECOND_LOOK;
        while (!Thread.currentThread().isInterrupted()) {
            try {
                Thread.sleep(isChanged() ? again : rhythm);
                follow();
            } catch (InterruptedException _) {
                return;
            } catch (Throwable failure) {
                // A listener failed, or a stack overflowed in it: following goes on, or what is taken away later would stay.
                var thread = Thread.currentThread();
                thread.getUncaughtExceptionHandler().uncaughtException(thread, failure);
            }
        }
    }

    private synchronized boolean isChanged() {
        return !seen.fingerprint().equals(applied);
    }

    private synchronized void follow() {
        var before = seen.fingerprint();
        var files = look();
        if (files.fingerprint().equals(before)) {
            apply(files);
        }
    }

    private RuleFiles look() {
        seen = seen.again();
        lastLook = Instant.now();
        return seen;
    }

    private Reload apply(RuleFiles files) {
        if (files.fingerprint().equals(applied)) {
            return new Reload.Unchanged();
        }
        var before = state.edition();
        applied = files.fingerprint();
        var next = next(files, before);
        var outcome = outcome(before.rulebook(), next.value().rulebook(), next.problems());
        state = switch (outcome) {
            case Reload.Applied(var _, var _, var warnings) -> new State(next.value(), warnings, List.of());
            case Reload.AppliedInPart _, Reload.Refused _ -> new State(next.value(), state.warnings(), next.problems());
            case Reload.Unchanged _ -> throw new IllegalStateException("the files were changed");
        };
        listeners.forEach(listener -> listener.accept(outcome));
        return outcome;
    }

    private static Salvaged<Edition> next(RuleFiles files, Edition before) {
        try {
            return RulebookReader.next(files, before);
        } catch (RuntimeException | StackOverflowError failure) {
            // Whatever goes wrong while reading, what is in force stays in force.
            var place = new Place(files.policies().root().toString(), 1, 1);
            return new Salvaged<>(before, List.of(Problem.error(place, "", "the files cannot be read: " + failure, "")));
        }
    }

    private static Reload outcome(Rulebook before, Rulebook now, List<Problem> problems) {
        if (problems.stream().noneMatch(Problem::isError)) {
            return new Reload.Applied(before, now, problems);
        }
        return now.revision().equals(before.revision())
                ? new Reload.Refused(before, problems)
                : new Reload.AppliedInPart(before, now, problems);
    }
}
