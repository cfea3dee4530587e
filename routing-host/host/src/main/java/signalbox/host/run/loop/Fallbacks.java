package signalbox.host.run.loop;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import signalbox.host.ledger.Entry;
import signalbox.host.route.EmbeddingSpace;
import signalbox.host.route.Grants;
import signalbox.host.route.StepObstacles;
import signalbox.host.route.TokenEstimate;
import signalbox.host.run.state.Phase;
import signalbox.host.run.state.RunLimits;
import signalbox.host.tool.HostTool;
import signalbox.host.turn.Outcome;
import signalbox.host.turn.Part;
import signalbox.host.turn.Prompt;
import signalbox.host.turn.Specialty;
import signalbox.host.turn.Turn;
import signalbox.host.turn.ToolChoice;
import signalbox.host.turn.ToolOffer;
import signalbox.policy.catalogue.ModelName;
import signalbox.policy.routing.Expectation;
import signalbox.policy.routing.FailureKind;
import signalbox.policy.routing.FallbackChain;
import signalbox.policy.routing.RouteDecision;

/// Asks the models of a step one after the other, as `failures` says, until one answers.
record Fallbacks(ModelGate gate, Grants grants, RunLimits limits) {
    sealed interface StepOutcome {}

    /// The answer is a turn of the run now.
    record Answered(Outcome.Answered answer) implements StepOutcome {}

    /// What was asked for, which is no turn, is with its caller now.
    record Produced() implements StepOutcome {}

    /// No model is left.
    ///
    /// @param reason of each model, one a line
    /// @param why whose fault it is
    /// @param overBudget whether money alone kept them all from the step
    record Exhausted(String reason, Setback why, boolean overBudget) implements StepOutcome {}

    /// The run was cancelled meanwhile, or its time is over.
    record Over() implements StepOutcome {}

    /// @param ask where the run stands on this step; after a crash some models may have failed already
    StepOutcome answer(LiveRun run, Phase.Ask ask, RouteDecision.Routed decision) {
        var facts = ask.routed().facts();
        var size = new ModelGate.Size(facts.step().input().tokens(), run.specialty() == null ? wished(run) : 0);
        var obstacles = new StepObstacles(run.policy(), grants, run.asked(), run.context(), facts);
        var setbacks = new ArrayList<>(ask.tried().stream().map(Setback::of).toList());
        var expected = run.policy().routing().expected(decision);
        var space = EmbeddingSpace.of(run.policy().catalogue(), decision, run.context());
        if (space.first() != null && space.of(chain(run, decision, List.of())).isEmpty()) {
            setbacks.add(kept(obstacles, List.of(space.first())));
        }
        for (var chain = space.of(chain(run, decision, ask.tried())); !chain.isEmpty(); ) {
            if (run.isOver()) {
                return new Over();
            }
            var request = new ModelGate.Request(
                    purpose(run), chain.current().model(), space.of(chain.after(FailureKind.UNAVAILABLE)).isEmpty(),
                    run.policy().routing().slowAfter(decision), obstacles, size, work(run, expected));
            switch (repaired(run, request, gate.pass(run, request))) {
                case ModelGate.Answered(var answer) -> {
                    return new Answered(answer);
                }
                case ModelGate.Produced _ -> {
                    return new Produced();
                }
                case ModelGate.Failed(var trouble, var why, var _) -> {
                    setbacks.add(why);
                    if (run.journal().output().wasHeard(run.state().step())) {
                        return exhausted(run, decision, Setback.of(setbacks));
                    }
                    chain = space.of(chain.after(trouble));
                }
                case ModelGate.Cancelled _ -> {
                    return new Over();
                }
            }
        }
        return run.isOver() ? new Over() : exhausted(run, decision, Setback.of(setbacks));
    }

    private static Entry.Purpose purpose(LiveRun run) {
        var call = run.specialty();
        return call == null ? Entry.Purpose.ANSWER : switch (call.request().asked()) {
            case Specialty.Embeddings _ -> Entry.Purpose.EMBEDDINGS;
        };
    }

    private static ModelGate.Assignment work(LiveRun run, @Nullable Expectation expected) {
        var call = run.specialty();
        return call == null
                ? new ModelGate.TurnWork(output -> prompt(run, output), answer -> List.of(Entry.TurnAdded.of(answer)), expected)
                : new ModelGate.SpecialtyWork(call);
    }

    /// A model whose answer is not what the rule expects is told so and asked once more, where the rule wants that. Neither
    /// that answer nor what it was told is a turn of the run. Where nothing comes of that, who is next is said by the answer that
    /// did not fit: an outage, or too little money for once more, is no reason to leave out the one that answers otherwise.
    private ModelGate.Passage repaired(LiveRun run, ModelGate.Request request, ModelGate.Passage passage) {
        if (!(passage instanceof ModelGate.Failed(var _, var _, var unfit)) || unfit == null || run.isOver()
                || !(request.work() instanceof ModelGate.TurnWork(var prompt, var gain, var expected))
                || expected == null || !expected.repair()) {
            return passage;
        }
        var told = new Turn.User(List.of(new Part.Text(
                "That does not do: " + unfit.reason() + ". Answer again, with the whole answer and nothing else.")));
        var size = new ModelGate.Size(
                request.size().tokens() + TokenEstimate.of(unfit.answer().turn()) + TokenEstimate.of(told), request.size().output());
        var again = gate.pass(run, new ModelGate.Request(
                Entry.Purpose.REPAIR, request.model(), request.last(), request.slowAfter(), request.obstacles(), size,
                new ModelGate.TurnWork(output -> with(prompt.apply(output), unfit.answer().turn(), told), gain, expected)));
        return again instanceof ModelGate.Failed(var trouble, var _, var _) && trouble != FailureKind.REFUSED ? passage : again;
    }

    private static Prompt with(Prompt prompt, Turn... more) {
        var transcript = new ArrayList<>(prompt.transcript());
        transcript.addAll(List.of(more));
        return new Prompt(transcript, prompt.tools(), prompt.choice(), prompt.options());
    }

    private static FallbackChain chain(LiveRun run, RouteDecision.Routed decision, List<Phase.Tried> tried) {
        var chain = run.policy().routing().chain(decision);
        for (var failed : tried) {
            chain = !chain.isEmpty() && chain.current().model().equals(failed.model()) ? chain.after(failed.trouble()) : chain;
        }
        return chain;
    }

    private static Exhausted exhausted(LiveRun run, RouteDecision.Routed decision, Setback why) {
        var reasons = new ArrayList<String>();
        boolean money = true;
        if (run.state().phase() instanceof Phase.Ask(var _, var tried)) {
            for (var failed : tried) {
                money &= failed.trouble() == FailureKind.OVER_BUDGET;
                reasons.add(failed.model() + ": " + failed.trouble().word() + ": " + failed.reason());
            }
        }
        reasons.addAll(EmbeddingSpace.of(run.policy().catalogue(), decision, run.context()).others(decision));
        decision.dropped().forEach(each -> reasons.add(each.model() + ": dropped by " + each.by() + ": " + each.reason()));
        return new Exhausted(String.join("\n", reasons.stream().distinct().toList()), why, money);
    }

    /// Whose fault it is that no rule had a candidate left: of the request, where its length or a parameter of it kept each
    /// model away that no filter did.
    Setback unrouted(LiveRun run, Phase.Ask ask, RouteDecision.NoRoute none) {
        var obstacles = new StepObstacles(run.policy(), grants, run.asked(), run.context(), ask.routed().facts());
        return kept(obstacles, none.dropped().stream().filter(drop -> drop.by().equals("obstacle")).map(RouteDecision.Dropped::model).toList());
    }

    private static Setback kept(StepObstacles obstacles, List<ModelName> kept) {
        if (!kept.isEmpty() && kept.stream().allMatch(obstacles::isTooLongFor)) {
            return Setback.TOO_LONG;
        }
        var lost = kept.stream().map(obstacles::lostParameter).toList();
        if (lost.isEmpty() || lost.contains(null)) {
            return Setback.LATER;
        }
        return Setback.unsupported(lost.stream().filter(parameter -> !StepObstacles.MODEL.equals(parameter)).findFirst().orElse(StepObstacles.MODEL));
    }

    private long wished(LiveRun run) {
        var wished = run.header().asked().options().outputTokens();
        return wished == null ? limits.outputTokens() : wished;
    }

    private static Prompt prompt(LiveRun run, long output) {
        var header = run.header().asked();
        var offers = new ArrayList<ToolOffer>();
        run.tools().stream().map(HostTool::offer).forEach(offers::add);
        offers.addAll(header.callerTools());
        var options = header.options().withOutputTokens(output);
        var state = run.state();
        return new Prompt(
                state.transcript(), offers, state.step() == 0 ? header.choice() : new ToolChoice.Auto(), options);
    }
}
