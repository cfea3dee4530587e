package signalbox.host.ledger;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import signalbox.database.Database;
import signalbox.descriptor.ServerName;
import signalbox.host.turn.CallArguments;
import signalbox.host.turn.CallIds;
import signalbox.policy.catalogue.ModelName;
import signalbox.policy.fact.Facts;
import signalbox.policy.fact.RunFacts;
import signalbox.policy.fact.StepFacts;
import signalbox.policy.money.Cost;
import signalbox.policy.permission.PrincipalName;
import signalbox.policy.routing.RouteDecision;
import signalbox.source.Place;
import tools.jackson.databind.node.JsonNodeFactory;

/// A run in the middle of its work: an attempt and a call are out. As a program it opens one and waits to be killed.
final class OpenRun {
    static final Cost WORST = new Cost(123_456);
    private static final ModelName LARGE = new ModelName("north/large");

    private OpenRun() {}

    public static void main(String[] arguments) throws InterruptedException {
        var database = Database.at(System.getenv("LEDGER_DATABASE"));
        System.out.println(in(new Ledger(database.dataSource(), Clock.systemUTC())));
        Thread.currentThread().join();
    }

    static RunId in(Ledger ledger) {
        return in(ledger, "agent:ada");
    }

    static RunId in(Ledger ledger, String caller) {
        var attempt = attempt(caller);
        open(ledger, attempt);
        ledger.dispatch(attempt, null);
        ledger.dispatch(
                new Entry.CallDispatched(
                        CallIds.fresh(), attempt.run(), attempt.step(), 0, "retail.get", "1.0.0", "",
                        new CallArguments.Parsed(JsonNodeFactory.instance.objectNode())),
                new RunEvent.ToolStarted(0, CallIds.fresh(), "retail.get", "1.0.0"));
        var question = QuestionId.fresh();
        ledger.asked(
                new Entry.Asked(question, attempt.run(), new ServerName("retail"), RunView.Input.Kind.FORM, "Which size?\0", null, null),
                new RunEvent.InputNeeded(question.value(), "retail", RunView.Input.Kind.FORM, "Which size?", null, null));
        return attempt.run();
    }

    static Entry.AttemptDispatched attempt(String caller) {
        return new Entry.AttemptDispatched(
                AttemptId.fresh(), RunId.fresh(), StepId.fresh(), PrincipalName.parse(caller), LARGE, WORST, 10, 20);
    }

    private static void open(Ledger ledger, Entry.AttemptDispatched attempt) {
        ledger.open(
                new Entry.Opened(
                        attempt.run(), attempt.caller(), "tok", "signalbox/auto", "sha256:policy", "", "",
                        new TreeSet<>(Set.of("pii")), Map.of("k", "v\0"), null, Instant.EPOCH, List.of()),
                null);
        var facts = new Facts(
                new RunFacts(attempt.caller().toString(), "", Set.of(), Map.of(), "", 1, 1),
                new StepFacts(
                        0, "user", "plan", new StepFacts.Signals("", 0, 0),
                        new StepFacts.Input(7, Set.of(), List.of(), Set.of()), StepFacts.Past.NONE));
        var decision = new RouteDecision.Routed(
                "sha256:policy",
                new RouteDecision.Taken("default", new Place("routing.yaml", 3, 1), "step.index == 0", List.of()),
                List.of(new RouteDecision.Candidate(LARGE, 5)), Map.of(),
                new RouteDecision.Considered(
                        List.of(new RouteDecision.Bound("filter:home", new Place("routing.yaml", 2, 1), "true")),
                        List.of(new RouteDecision.Dropped(new ModelName("north/small"), "default", "obstacle", "no key")),
                        List.of(new RouteDecision.Passed("first", new Place("routing.yaml", 1, 1), "false", "why"))));
        var missing = new TreeMap<ServerName, String>(Map.of(new ServerName("retail"), "dead"));
        ledger.decided(
                new Entry.Decided(DecisionId.fresh(), attempt.run(), attempt.step(), 0, "plan", facts, decision, missing),
                new RunEvent.StepRouted(0, "plan", "default", List.of("north/large"), "dec"));
    }
}
