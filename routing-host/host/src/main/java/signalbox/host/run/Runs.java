package signalbox.host.run;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import signalbox.client.exchange.Reply;
import signalbox.host.ledger.Entry;
import signalbox.host.ledger.KeptTurns;
import signalbox.host.ledger.Ledger;
import signalbox.host.ledger.QuestionId;
import signalbox.host.ledger.RunEvent;
import signalbox.host.ledger.RunId;
import signalbox.host.ledger.RunStatus;
import signalbox.host.ledger.RunView;
import signalbox.host.route.AskedModel;
import signalbox.host.route.FrozenPolicy;
import signalbox.host.route.Grants;
import signalbox.host.telemetry.EndedRun;
import signalbox.host.telemetry.ModelTelemetry;
import signalbox.host.tool.ToolServers;
import signalbox.host.tool.WantedTools;
import signalbox.identity.Principal;
import signalbox.policy.permission.PrincipalName;

/// Starts runs, each on a virtual thread of its own, and tells what has become of them.
public final class Runs implements AutoCloseable {
    private static final Logger LOG = System.getLogger(Runs.class.getName());

    private final Ledger ledger;
    private final KeptTurns kept;
    private final ToolServers servers;
    private final Rules rules;
    private final RunLimits bounds;
    private final Clock clock;
    private final StepRouter router;
    private final RunLoop loop;
    private final Semaphore places;
    private final ConcurrentMap<RunId, Running> active = new ConcurrentHashMap<>();

    /// @param frozen the policy that a run started now keeps to its end; asked once a run
    /// @param grants asked at every step
    /// @param live whether the credential is still good; asked before every step
    /// @param telemetry is told what was routed, asked and ended
    public record Rules(Supplier<FrozenPolicy> frozen, Grants grants, Predicate<Principal> live, ModelTelemetry telemetry) {
        /// Without anybody who measures.
        public Rules(Supplier<FrozenPolicy> frozen, Grants grants, Predicate<Principal> live) {
            this(frozen, grants, live, ModelTelemetry.NONE);
        }
    }

    private record Running(
            RunState progress, Questions questions, CompletableFuture<Void> done, AtomicBoolean unwritten) {}

    public Runs(Ledger ledger, ToolServers servers, Rules rules, RunLimits bounds, Clock clock) {
        this.ledger = ledger;
        this.servers = servers;
        this.rules = rules;
        this.bounds = bounds;
        this.clock = clock;
        kept = new KeptTurns(ledger);
        router = new StepRouter(ledger, servers, rules.grants(), rules.telemetry());
        loop = new RunLoop(
                router, new Attempts(ledger, bounds, rules.telemetry()), new TurnCalls(new HostCalls(ledger), bounds), ledger, kept, bounds,
                rules.live());
        places = new Semaphore(bounds.running());
    }

    /// Starts a run and returns at once. A caller that continues a conversation sends it whole, with the results of the
    /// calls it was handed; what the earlier runs did meanwhile is put back.
    public RunStart start(Principal caller, RunRequest request) {
        return switch (prepare(caller, request)) {
            case Unknown(var problem) -> new RunStart.UnknownModel(problem);
            case Toolless(var problem) -> new RunStart.UnknownTools(problem);
            case Senseless(var problem) -> new RunStart.Invalid(problem);
            case Prepared(var run) -> places.tryAcquire() ? opened(run) : new RunStart.Busy(
                    "busy: " + bounds.running() + " runs are running, which is the most; try again soon");
        };
    }

    /// Waits until the run has ended.
    ///
    /// @throws InterruptedException when the waiting thread is interrupted; the run goes on
    public RunView await(RunId run) throws InterruptedException {
        return await(run, false);
    }

    /// Waits until the run has ended or waits for its caller.
    ///
    /// @throws InterruptedException when the waiting thread is interrupted; the run goes on
    public RunView awaitPause(RunId run) throws InterruptedException {
        return await(run, true);
    }

    private RunView await(RunId run, boolean pause) throws InterruptedException {
        var running = active.get(run);
        long seen = 0;
        while (true) {
            if (running != null && running.unwritten().get()) {
                throw new IllegalStateException("the end of run " + run + " could not be written");
            }
            for (var event : ledger.events().after(run, seen, Duration.ofSeconds(10))) {
                seen = event.number();
                if (event.event() instanceof RunEvent.RunFinished) {
                    return view(run);
                }
            }
            if (pause && view(run).status() == RunStatus.WAITING) {
                return view(run);
            }
        }
    }

    /// Waits until an answered question is written down, and then until the run has ended or waits again.
    ///
    /// @throws InterruptedException when the waiting thread is interrupted; the run goes on
    public RunView awaitSettled(RunId run, QuestionId question) throws InterruptedException {
        long seen = 0;
        while (active.containsKey(run)) {
            for (var event : ledger.events().after(run, seen, Duration.ofSeconds(10))) {
                seen = event.number();
                if (event.event() instanceof RunEvent.InputSettled settled && settled.id().equals(question.value())) {
                    return awaitPause(run);
                }
            }
        }
        return awaitPause(run);
    }

    /// Takes a caller's answer to a question of its run.
    public AnswerOutcome answer(PrincipalName caller, RunId run, QuestionId question, Reply reply) {
        var running = active.get(run);
        return running == null || !running.progress().caller.name().equals(caller)
                ? new AnswerOutcome.NotOpen()
                : running.questions().answer(question, reply);
    }

    /// The caller's run, or null where the caller has none of this id.
    public @Nullable RunView get(PrincipalName caller, RunId run) {
        var view = ledger.history().run(run);
        return view != null && view.caller().equals(caller) ? view : null;
    }

    /// The events of a run after the given number, in order; waits for one at most so long and gives none where none
    /// came. Whoever asks must have got the run first: this does not ask whose it is.
    ///
    /// @throws InterruptedException when the waiting thread is interrupted
    public List<RunEvent.Numbered> events(RunId run, long after, Duration wait) throws InterruptedException {
        return ledger.events().after(run, after, wait);
    }

    /// Ends the caller's run soon, wherever it stands.
    ///
    /// @return whether it was running here
    public boolean cancel(PrincipalName caller, RunId run) {
        var running = active.get(run);
        if (running == null || !running.progress().caller.name().equals(caller)) {
            return false;
        }
        running.progress().cancellation.cancel();
        return true;
    }

    /// The decision that the first step of this request would get; nothing is called and nothing is written.
    public RoutePreview preview(Principal caller, RunRequest request) {
        return switch (prepare(caller, request)) {
            case Unknown(var problem) -> new RoutePreview.UnknownModel(problem);
            case Toolless(var problem) -> new RoutePreview.UnknownTools(problem);
            case Senseless(var problem) -> new RoutePreview.Invalid(problem);
            case Prepared(var run) -> {
                var decided = router.decide(run);
                yield new RoutePreview.Decided(decided.facts(), decided.decision());
            }
        };
    }

    /// The model names this caller may ask for, in the order of the policy.
    public List<String> models(Principal caller) {
        var policy = rules.frozen().get();
        var names = new ArrayList<String>();
        names.add(AskedModel.AUTO);
        policy.routing().groups().keySet().forEach(group -> names.add(AskedModel.OWN + group));
        policy.catalogue().models().keySet().forEach(model -> names.add(model.value()));
        return names.stream().filter(name -> rules.grants().mayUse(caller, name, name)).toList();
    }

    /// Cancels what runs and waits until it has ended.
    @Override
    public void close() {
        var open = List.copyOf(active.values());
        open.forEach(running -> running.progress().cancellation.cancel());
        open.forEach(running -> running.done().join());
    }

    private sealed interface Preparation {}

    private record Prepared(RunState run) implements Preparation {}

    private record Unknown(String problem) implements Preparation {}

    private record Toolless(String problem) implements Preparation {}

    private record Senseless(String problem) implements Preparation {}

    private Preparation prepare(Principal caller, RunRequest request) {
        var policy = rules.frozen().get();
        var asked = AskedModel.read(request.model(), policy);
        if (asked == null || !rules.grants().mayUse(caller, asked.name(), asked.name())) {
            return new Unknown("there is no model '" + request.model() + "': GET /v1/models lists those you may ask for");
        }
        var unknown = request.tools() instanceof WantedTools.Listed(var wanted) ? servers.unknown(caller, wanted) : List.<String>of();
        if (!unknown.isEmpty()) {
            return new Toolless(String.join("\n", unknown));
        }
        return switch (Conversation.of(kept.restored(caller.name(), request.input()))) {
            case Conversation.Broken(var problem) -> new Senseless(problem);
            case Conversation.Whole(var turns) -> new Prepared(
                    new RunState(RunId.fresh(), caller, request.within(turns, deadline(request)), policy, asked));
        };
    }

    private Duration deadline(RunRequest request) {
        var wished = request.deadline();
        if (wished == null) {
            return bounds.deadline();
        }
        return wished.compareTo(bounds.longest()) < 0 ? wished : bounds.longest();
    }

    private RunStart opened(RunState run) {
        Ledger.Opening opening = null;
        try {
            var once = run.request.idempotency();
            opening = ledger.open(entry(run), once == null ? null : new Ledger.Once(once.key(), once.body()));
        } finally {
            if (!(opening instanceof Ledger.Opening.Fresh)) {
                places.release();
            }
        }
        return switch (opening) {
            case Ledger.Opening.Fresh _ -> begun(run);
            case Ledger.Opening.Repeated(var earlier) -> new RunStart.Accepted(earlier, true);
            case Ledger.Opening.Conflict _ -> new RunStart.Conflict(
                    "the Idempotency-Key was used with another body in the last 24 hours: use a new key");
        };
    }

    private RunStart begun(RunState run) {
        var questions = new Questions(ledger, run);
        run.inquiries = questions;
        var running = new Running(run, questions, new CompletableFuture<>(), new AtomicBoolean());
        active.put(run.id, running);
        Thread.ofVirtual().name(run.id.value()).start(() -> {
            try {
                var ending = looped(run);
                questions.close();
                finish(run, ending);
            } catch (RuntimeException e) {
                LOG.log(Level.ERROR, "the end of run " + run.id + " could not be written; the next start writes it", e);
                running.unwritten().set(true);
            } finally {
                active.remove(run.id);
                places.release();
                running.done().complete(null);
            }
        });
        return new RunStart.Accepted(run.id, false);
    }

    private RunEnding looped(RunState run) {
        try {
            return loop.run(run);
        } catch (RuntimeException | Error e) {
            LOG.log(Level.ERROR, "run " + run.id + " broke", e);
            return RunEnding.failed("the host failed; its log tells more under " + run.id, run.output());
        }
    }

    private void finish(RunState run, RunEnding ending) {
        ledger.finish(
                new Entry.Finished(
                        run.id, ending.status(), ending.reason(), ending.finish(), ending.output(), ending.handedBack()),
                run.spent);
        rules.telemetry().ended(new EndedRun(
                run.id.value(), run.policy.routing().name(), ending.status().word(),
                Duration.ofNanos(System.nanoTime() - run.started), run.waited));
    }

    private Entry.Opened entry(RunState run) {
        return new Entry.Opened(
                run.id, run.caller.name(), run.caller.credential().id(), run.asked.name(),
                run.policy.routing().revision(), run.request.task(), run.request.session(), run.request.labels(),
                run.request.metadata(), run.budget, clock.instant().plus(run.timeLeft()), run.request.input());
    }

    private RunView view(RunId run) {
        var view = ledger.history().run(run);
        if (view == null) {
            throw new IllegalStateException("a run that has ended is not there: " + run);
        }
        return view;
    }
}
