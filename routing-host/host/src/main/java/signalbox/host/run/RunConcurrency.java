package signalbox.host.run;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import signalbox.host.run.state.RunLimits;
import signalbox.policy.permission.PrincipalName;

/// Counts the runs that are running, all of them and those of each caller.
final class RunConcurrency {
    private final RunLimits.ConcurrentRuns limits;
    private final AtomicInteger all = new AtomicInteger();
    private final ConcurrentMap<PrincipalName, Integer> callers = new ConcurrentHashMap<>();

    RunConcurrency(RunLimits.ConcurrentRuns limits) {
        this.limits = limits;
    }

    /// Null where the run has its place now.
    @Nullable RunStart take(PrincipalName caller) {
        int mine = add(caller);
        if (mine > limits.perCaller()) {
            release(caller);
            return new RunStart.CallerBusy("busy: " + limits.perCaller()
                    + " of your runs are running, which is the most for one caller; try again when one has ended");
        }
        if (all.get() > limits.all()) {
            release(caller);
            return new RunStart.Busy("busy: " + limits.all() + " runs are running, which is the most; try again soon");
        }
        return null;
    }

    /// For a run that goes on, which is never refused.
    int add(PrincipalName caller) {
        all.incrementAndGet();
        return callers.merge(caller, 1, Integer::sum);
    }

    void release(PrincipalName caller) {
        all.decrementAndGet();
        callers.computeIfPresent(caller, (_, count) -> count == 1 ? null : count - 1);
    }
}
