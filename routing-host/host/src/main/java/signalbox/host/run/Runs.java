package signalbox.host.run;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import signalbox.client.exchange.Reply;
import signalbox.host.ledger.KeptTurns;
import signalbox.host.ledger.Ledger;
import signalbox.host.ledger.QuestionId;
import signalbox.host.ledger.RunId;
import signalbox.host.ledger.RunView;
import signalbox.host.route.AskedModel;
import signalbox.host.route.FrozenPolicy;
import signalbox.host.route.Grants;
import signalbox.host.run.feed.EventId;
import signalbox.host.run.feed.LiveOutput;
import signalbox.host.run.feed.RunFeed;
import signalbox.host.run.feed.RunFeeds;
import signalbox.host.run.feed.RunListener;
import signalbox.host.run.feed.Until;
import signalbox.host.run.loop.LiveRun;
import signalbox.host.run.loop.RunJournal;
import signalbox.host.run.loop.Breakers;
import signalbox.host.run.loop.Cooldowns;
import signalbox.host.run.loop.ModelGate;
import signalbox.host.run.loop.RunLoop;
import signalbox.host.run.loop.StepRouter;
import signalbox.host.run.state.RunLimits;
import signalbox.host.run.state.RunState;
import signalbox.host.telemetry.ModelTelemetry;
import signalbox.host.tool.ToolServers;
import signalbox.identity.Principal;
import signalbox.json.Digest;
import signalbox.policy.permission.PrincipalName;

/// Starts runs, and tells what has become of them, whichever process they happen in.
public final class Runs implements AutoCloseable {
    private final Ledger ledger;
    private final Rules rules;
    private final Clock clock;
    private final StepRouter router;
    private final Preparation preparation;
    private final RunConcurrency concurrency;
    private final RunFeeds feeds;
    private final ActiveRuns active;
    private final ParkedRuns parked;

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

    /// Takes over the runs of processes that have died.
    public Runs(Ledger ledger, ToolServers servers, Rules rules, RunLimits limits, Clock clock) {
        this.ledger = ledger;
        this.rules = rules;
        this.clock = clock;
        var kept = new KeptTurns(ledger);
        router = new StepRouter(servers, rules.grants(), rules.telemetry());
        preparation = new Preparation(kept, servers, rules, limits, clock);
        concurrency = new RunConcurrency(limits.running());
        feeds = new RunFeeds(ledger);
        var loop = RunLoop.of(new ModelGate(ledger, rules.telemetry(), new Cooldowns(clock), new Breakers(clock)), router, kept, limits, rules.live());
        active = new ActiveRuns(ledger, feeds, new ActiveRuns.Work(loop, concurrency, rules.telemetry()), clock);
        parked = new ParkedRuns(ledger, active, rules.frozen(), clock);
        parked.takeOver();
    }

    /// Starts a run and returns at once. A caller that continues a conversation sends it whole, with the results of the
    /// calls it was handed; what the earlier runs did meanwhile is put back.
    public RunStart start(Principal caller, RunRequest request) {
        return started(caller, request, ActiveRuns::ownThread);
    }

    /// The same, for a caller that does not wait: it may listen instead, and a model is asked before it can.
    public RunStart startUnawaited(Principal caller, RunRequest request) {
        return started(caller, request, run -> {
            feeds.expect(run);
            return ActiveRuns.ownThread(run);
        });
    }

    /// The same, where the caller decides which thread its work is done on.
    public RunStart start(Principal caller, RunRequest request, Executor thread) {
        return started(caller, request, _ -> thread);
    }

    private RunStart started(Principal caller, RunRequest request, Function<RunId, Executor> thread) {
        return switch (preparation.of(caller, request)) {
            case Preparation.UnknownModel(var problem) -> new RunStart.UnknownModel(problem);
            case Preparation.UnknownTools(var problem) -> new RunStart.UnknownTools(problem);
            case Preparation.Invalid(var problem) -> new RunStart.Invalid(problem);
            case Preparation.Run run -> {
                var busy = concurrency.take(caller.name());
                yield busy == null ? opened(run, request.idempotency(), thread) : busy;
            }
        };
    }

    /// Waits until the run has ended. A run of this process gives its answer as a value; no row is read.
    ///
    /// @throws InterruptedException when the waiting thread is interrupted; the run goes on
    public RunView await(RunId run) throws InterruptedException {
        return answer(run).await();
    }

    /// The answer of a run, to be waited for. What this process is at work on when this is called is a value, however much
    /// later it is waited for.
    public Answer answer(RunId run) {
        var feed = feeds.find(run);
        return () -> {
            var view = feed == null ? null : feed.await(new Until.Ended());
            return view == null ? feeds.await(run, new Until.Ended()) : view;
        };
    }

    /// Lets the listener hear the text of the run's answers while they are made, if the run is worked at here. A listener
    /// that comes before the work begins hears all of it.
    public void listen(RunId run, LiveOutput.Listener listener) {
        var feed = feeds.find(run);
        if (feed != null) {
            feed.output().listen(listener);
        }
    }

    /// A run that there is, as it is now.
    public RunView view(RunId run) {
        return Objects.requireNonNull(feeds.view(run));
    }

    @FunctionalInterface
    public interface Answer {
        /// @throws InterruptedException when the waiting thread is interrupted; the run goes on
        RunView await() throws InterruptedException;
    }

    /// Waits until the run has ended or waits for its caller.
    ///
    /// @throws InterruptedException when the waiting thread is interrupted; the run goes on
    public RunView awaitPause(RunId run) throws InterruptedException {
        return feeds.await(run, new Until.Paused());
    }

    /// Waits until an answered question is written down, and then until the run has ended or waits again.
    ///
    /// @throws InterruptedException when the waiting thread is interrupted; the run goes on
    public RunView awaitSettled(RunId run, QuestionId question) throws InterruptedException {
        feeds.await(run, new Until.Settled(question));
        return awaitPause(run);
    }

    /// Takes a caller's answer to a question of its run, which may wait for it here or as a row.
    public AnswerOutcome answer(PrincipalName caller, RunId run, QuestionId question, Reply reply) {
        var running = active.find(run);
        if (running != null && !running.run.header().caller().name().equals(caller)) {
            return new AnswerOutcome.NotOpen();
        }
        var taken = running == null ? null : running.answer(question, reply);
        return taken == null ? parked.answer(caller, run, question, reply) : taken;
    }

    /// The caller's run, or null where the caller has none of this id: with a credential for less than the run was started
    /// with, what the run did is not the caller's to see.
    public @Nullable RunView get(Principal caller, RunId run) {
        var view = feeds.view(run);
        return view != null && view.caller().equals(caller.name())
                        && caller.scopes().cover(view.header().caller().scopes())
                ? view
                : null;
    }

    /// The caller's response, or null where it has none of this id that is kept.
    public @Nullable KeptResponse response(Principal caller, RunId run) {
        var view = get(caller, run);
        return view == null ? null : KeptResponse.of(view, ledger.history().journal(run));
    }

    /// Deletes what was said in a run of the caller's that has ended.
    public void forget(RunView run) {
        feeds.forget(run);
    }

    /// Listens to a run after the given event, wherever it happens; to be closed. Whoever asks must have got the run first:
    /// this does not ask whose it is.
    public RunListener follow(RunId run, EventId after) {
        return feeds.follow(run, after);
    }

    /// Ends the caller's run soon, wherever it stands: what it waits for, such as a provider's answer, is given up at once.
    ///
    /// @return whether it was running here, or waiting
    public boolean cancel(PrincipalName caller, RunId run) {
        var running = active.find(run);
        if (running != null && !running.run.header().caller().name().equals(caller)) {
            return false;
        }
        return (running != null && running.cancel()) || parked.cancel(caller, run);
    }

    /// How many runs a thread of this process is at work on.
    public int running() {
        return active.running();
    }

    /// The decision that the first step of this request would get; nothing is called and nothing is written.
    public RoutePreview preview(Principal caller, RunRequest request) {
        return switch (preparation.of(caller, request)) {
            case Preparation.UnknownModel(var problem) -> new RoutePreview.UnknownModel(problem);
            case Preparation.UnknownTools(var problem) -> new RoutePreview.UnknownTools(problem);
            case Preparation.Invalid(var problem) -> new RoutePreview.Invalid(problem);
            case Preparation.Run(var header, var input, var policy) -> {
                var journal = new RunJournal(ledger, new RunFeed(header), RunState.of(header, input));
                var decided = router.decide(new LiveRun(header, policy, journal, clock));
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

    /// Cancels the chats that run and waits until they have ended; runs are left for whoever takes them over.
    @Override
    public void close() {
        parked.close();
        active.close();
    }

    private RunStart opened(Preparation.Run run, RunRequest.@Nullable Idempotency once, Function<RunId, Executor> thread) {
        Ledger.Opening opening = null;
        try {
            opening = written(run, once);
        } finally {
            if (!(opening instanceof Ledger.Opening.Fresh)) {
                concurrency.release(run.header().caller().name());
            }
        }
        return switch (opening) {
            case Ledger.Opening.Fresh _ -> {
                active.begin(run.header(), run.input(), run.policy(), thread.apply(run.header().id()));
                yield new RunStart.Accepted(run.header().id(), false);
            }
            case Ledger.Opening.Repeated(var earlier) -> new RunStart.Accepted(earlier, true);
            case Ledger.Opening.Conflict _ -> new RunStart.Conflict(
                    "the Idempotency-Key was used with another body, other X-Signalbox headers or a token for other scopes in the last 24 hours:"
                            + " use a new key");
        };
    }

    /// A run is durable before its caller hears of it; a chat, whose caller has only its connection, with its first flush.
    private Ledger.Opening written(Preparation.Run run, RunRequest.@Nullable Idempotency once) {
        var header = run.header();
        Ledger.Opening opening = new Ledger.Opening.Fresh();
        if (once == null) {
            ledger.open(header);
        } else {
            opening = ledger.open(header, new Ledger.Once(once.key(), Digest.sha256(once.body() + " " + header.caller().scopes())));
        }
        if (opening instanceof Ledger.Opening.Fresh) {
            switch (header.origin()) {
                case RUN -> ledger.commit(header.id(), run.input());
                case CHAT -> ledger.write(header.id(), run.input());
            }
        }
        return opening;
    }
}
