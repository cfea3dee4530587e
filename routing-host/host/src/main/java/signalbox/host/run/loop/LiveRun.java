package signalbox.host.run.loop;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import signalbox.host.ledger.Entry;
import signalbox.host.ledger.RunHeader;
import signalbox.host.route.AskedModel;
import signalbox.host.route.FrozenPolicy;
import signalbox.host.route.StepContext;
import signalbox.host.run.feed.SpecialtyCall;
import signalbox.host.run.state.RunState;
import signalbox.host.tool.HostTool;
import signalbox.host.tool.Toolbox;
import signalbox.host.tool.elicitation.Elicitations;
import signalbox.identity.Principal;

/// A run while it runs here: its journal, and what is no part of its state because it can be had again.
public final class LiveRun {
    private final RunHeader header;
    private final Policy policy;
    private final RunJournal journal;
    private final Cancellation cancellation = new Cancellation();
    private final long start = System.nanoTime();
    private final long end;
    private final List<String> writes = new ArrayList<>();
    private Duration waited = Duration.ZERO;
    private @Nullable Toolbox toolbox;
    private Elicitations elicitations = Elicitations.NONE;

    /// What is in force for it, and what its caller's wish means there.
    ///
    /// @param specialty what is asked for that is no conversation, or null
    public record Policy(FrozenPolicy frozen, AskedModel asked, @Nullable SpecialtyCall specialty) {
        public Policy(FrozenPolicy frozen, AskedModel asked) {
            this(frozen, asked, null);
        }
    }

    public LiveRun(RunHeader header, Policy policy, RunJournal journal, Clock clock) {
        this.header = header;
        this.policy = policy;
        this.journal = journal;
        end = System.nanoTime() + Math.max(0, Duration.between(clock.instant(), header.terms().deadline()).toNanos());
    }

    public RunHeader header() {
        return header;
    }

    Principal caller() {
        return header.caller();
    }

    public FrozenPolicy policy() {
        return policy.frozen();
    }

    AskedModel asked() {
        return policy.asked();
    }

    @Nullable SpecialtyCall specialty() {
        return policy.specialty();
    }

    public RunJournal journal() {
        return journal;
    }

    public RunState state() {
        return journal.state();
    }

    public Cancellation cancellation() {
        return cancellation;
    }

    public Duration timeLeft() {
        return Duration.ofNanos(Math.max(0, end - System.nanoTime()));
    }

    /// Whether it was cancelled, or its time is over.
    boolean isOver() {
        return cancellation.isCancelled() || timeLeft().isZero();
    }

    /// How long it has been at work here.
    public Duration ran() {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /// The part of it in which models, tools and people were waited for.
    public Duration waited() {
        return waited;
    }

    /// For the thread of the run alone.
    void waitedSince(long nanoTime) {
        waited = waited.plusNanos(System.nanoTime() - nanoTime);
    }

    /// A call that changed something, or may have. For the thread of the run alone: such calls are made one by one.
    void wrote(String call) {
        writes.add(call);
    }

    /// Calls made here that changed something or may have, in order.
    List<String> writes() {
        return List.copyOf(writes);
    }

    Elicitations elicitations() {
        return elicitations;
    }

    public void asks(Elicitations asking) {
        elicitations = asking;
    }

    @Nullable Toolbox toolbox() {
        return toolbox;
    }

    void opened(@Nullable Toolbox box) {
        toolbox = box;
    }

    List<HostTool> tools() {
        return toolbox == null ? List.of() : toolbox.tools();
    }

    StepContext context() {
        var state = state();
        var about = header.about();
        return new StepContext(
                caller(), state.step(),
                new StepContext.Job(about.task(), about.kind(), state.labels(), about.metadata(), about.session()),
                new StepContext.Content(
                        state.transcript(), state.tokens(), tools(), header.asked().callerTools(), header.asked().options(),
                        specialty() == null ? null : specialty().request()),
                new StepContext.Left(state.moneyLeft(), timeLeft()),
                new StepContext.Past(lastCall(state.lastCall()), state.lastModel(), state.failures()));
    }

    private @Nullable HostTool lastCall(Entry.@Nullable CallDispatched last) {
        if (last == null) {
            return null;
        }
        for (var tool : tools()) {
            if (tool.id().name().toString().equals(last.tool()) && tool.id().version().toString().equals(last.version())) {
                return tool;
            }
        }
        return null;
    }
}
