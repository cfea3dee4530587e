package signalbox.host.ledger;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import signalbox.database.Database;
import signalbox.descriptor.ServerName;
import signalbox.host.ledger.seal.TranscriptKeys;
import signalbox.host.turn.CallArguments;
import signalbox.host.turn.CallId;
import signalbox.host.turn.CallIds;
import signalbox.host.turn.Part;
import signalbox.host.turn.SamplingOptions;
import signalbox.host.turn.ToolChoice;
import signalbox.host.turn.Turn;
import signalbox.identity.Credential;
import signalbox.identity.Principal;
import signalbox.policy.catalogue.ModelName;
import signalbox.policy.fact.Facts;
import signalbox.policy.fact.RunFacts;
import signalbox.policy.fact.StepFacts;
import signalbox.policy.money.Cost;
import signalbox.policy.money.Usage;
import signalbox.policy.permission.PrincipalName;
import signalbox.policy.permission.Scopes;
import signalbox.policy.routing.RouteDecision;
import signalbox.source.Place;
import tools.jackson.databind.node.JsonNodeFactory;

/// A run in the middle of its work: an attempt and a call are out. As a program it opens one and waits to be killed.
final class OpenRun {
    static final Cost WORST = new Cost(123_456);
    static final String KEY = "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=";
    static final Turn SAID = new Turn.User(List.of(new Part.Text("a confidential word")));
    private static final ModelName LARGE = new ModelName("north/large");

    private OpenRun() {}

    public static void main(String[] arguments) throws InterruptedException {
        var database = Database.at(System.getenv("LEDGER_DATABASE"));
        System.out.println(in(new Ledger(database, TranscriptKeys.parse(KEY), Clock.systemUTC())));
        Thread.currentThread().join();
    }

    static RunId in(Ledger ledger) {
        return in(ledger, "agent:ada");
    }

    static RunId in(Ledger ledger, String caller) {
        var header = header(caller, RunHeader.Origin.RUN);
        ledger.open(header);
        ledger.commit(header.id(), entries(header));
        return header.id();
    }

    static RunHeader header(String caller, RunHeader.Origin origin) {
        var principal = new Principal(
                PrincipalName.parse(caller), Scopes.parse("tool:retail.* model:north/*"), new Credential.AgentToken("tok"), null);
        return new RunHeader(
                RunId.fresh(), origin, principal,
                new RunHeader.Asked(
                        "signalbox/auto", new RunHeader.Tools.Named(List.of("retail")), List.of(), new ToolChoice.Auto(),
                        SamplingOptions.NONE),
                new RunHeader.About("", "", "", new TreeSet<>(Set.of("pii")), new TreeMap<>(Map.of("k", "v\0"))),
                new RunHeader.Terms(null, Instant.EPOCH, true), "sha256:policy", Instant.EPOCH);
    }

    static List<Entry> entries(RunHeader header) {
        return List.of(
                new Entry.TurnAdded(SAID), routed(header), attempt(),
                new Entry.CallDispatched(
                        CallIds.fresh(), 0, 0, "retail.get", "1.0.0", "",
                        new CallArguments.Parsed(JsonNodeFactory.instance.objectNode())),
                new Entry.Asked(
                        QuestionId.fresh(), null, new ServerName("retail"), RunView.Input.Kind.FORM, "Which size?\0", null, null));
    }

    static Entry.Dispatched attempt() {
        return new Entry.Dispatched(AttemptId.fresh(), 0, Entry.Purpose.ANSWER, LARGE, WORST, 10, 20);
    }

    static Entry.Settled settled(Entry.Dispatched attempt) {
        return new Entry.Settled(
                attempt.id(), Entry.AttemptOutcome.OK, "", Entry.Billing.REPORTED, new Usage(10, 0, 0, 5), new Cost(1_000),
                Duration.ofMillis(12), null);
    }

    static Entry.CallSettled settled(CallId call, String decision) {
        return new Entry.CallSettled(
                call, Entry.CallStatus.DONE, new Entry.Ruling("allow", decision, "support.may[0]", ""), false,
                Collections.emptySortedSet(), Duration.ofMillis(3));
    }

    static Entry.Finished finished(String output) {
        return new Entry.Finished(RunStatus.COMPLETED, "", "stop", output, List.of());
    }

    static Entry.Routed routed(RunHeader header) {
        var facts = new Facts(
                new RunFacts(header.caller().name().toString(), "", Set.of(), Map.of(), "", 1, 1),
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
        return new Entry.Routed(DecisionId.of(header.id(), 0), 0, "plan", facts, decision, missing);
    }
}
