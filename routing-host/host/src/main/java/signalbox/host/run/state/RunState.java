package signalbox.host.run.state;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;
import signalbox.host.ledger.AttemptId;
import signalbox.host.ledger.Entry;
import signalbox.host.ledger.QuestionId;
import signalbox.host.ledger.RunHeader;
import signalbox.host.ledger.RunView;
import signalbox.host.turn.CallId;
import signalbox.host.turn.Turn;
import signalbox.policy.money.Cost;
import signalbox.policy.routing.FailureKind;
import signalbox.policy.routing.RouteDecision;
import tools.jackson.databind.node.ObjectNode;

/// Where a run stands: what follows from its header and its entries, in their order, and from nothing else. A state never
/// changes; the next one shares what is the same. Sums are carried along, so that a long run's step costs what a short
/// one's does.
public final class RunState {
    private final RunHeader header;
    private Phase phase = new Phase.Route();
    private RunTranscript transcript;
    private Map<CallId, Turn.ToolResult> results = Map.of();
    private Map<CallId, OpenCall> open = Map.of();
    private Map<QuestionId, Exchange> exchanges = Map.of();
    private Map<AttemptId, Entry.Dispatched> attempts = Map.of();
    private List<String> ruleTools = List.of();
    private Repeats repeats = Repeats.NONE;
    private Circle circle = Circle.NONE;
    private Cost spent = Cost.ZERO;
    private String output = "";
    private String lastModel = "";
    private Entry.@Nullable CallDispatched lastCall;
    private String policy;
    private int input;
    private int step;
    private int decisions;
    private int calls;
    private int callsBefore;
    private int failures;
    private boolean whole = true;

    /// @param times how often the call came to the same result, with nothing new in between
    public record Circle(String tool, int times) {
        static final Circle NONE = new Circle("", 0);
    }

    private RunState(RunHeader header) {
        this.header = header;
        transcript = RunTranscript.empty(header.about().labels());
        policy = header.policy();
    }

    private RunState(RunState of) {
        header = of.header;
        phase = of.phase;
        transcript = of.transcript;
        results = of.results;
        open = of.open;
        exchanges = of.exchanges;
        attempts = of.attempts;
        ruleTools = of.ruleTools;
        repeats = of.repeats;
        circle = of.circle;
        spent = of.spent;
        output = of.output;
        lastModel = of.lastModel;
        lastCall = of.lastCall;
        policy = of.policy;
        input = of.input;
        step = of.step;
        decisions = of.decisions;
        calls = of.calls;
        callsBefore = of.callsBefore;
        failures = of.failures;
        whole = of.whole;
    }

    /// Before any entry.
    public static RunState of(RunHeader header) {
        return new RunState(header);
    }

    public static RunState of(RunHeader header, List<Entry> entries) {
        return of(header).next(entries);
    }

    public RunState next(Entry entry) {
        var next = new RunState(this);
        next.take(entry);
        return next;
    }

    public RunState next(List<Entry> entries) {
        var next = new RunState(this);
        entries.stream().skip(next.decisions > 0 ? 0 : next.takeInput(entries)).forEach(next::take);
        return next;
    }

    /// The turns that come first are the run's input, and are taken together: how many they are.
    private int takeInput(List<Entry> entries) {
        var added = entries.stream().takeWhile(Entry.TurnAdded.class::isInstance).map(Entry.TurnAdded.class::cast).toList();
        input += added.size();
        transcript = transcript.with(added.stream().map(Entry.TurnAdded::turn).toList());
        return added.size();
    }

    public RunHeader header() {
        return header;
    }

    public Phase phase() {
        return phase;
    }

    /// The conversation so far; whole wherever a model is asked.
    public List<Turn> transcript() {
        return transcript.turns();
    }

    /// What the run itself added to its input.
    public List<Turn> added() {
        var added = new ArrayList<>(transcript().subList(input, transcript().size()));
        if (phase instanceof Phase.Call(var said)) {
            added.addAll(inOrder(said));
        }
        return List.copyOf(added);
    }

    /// The text of its last answer.
    public String output() {
        return output;
    }

    /// An estimate of the transcript.
    public long tokens() {
        return transcript.tokens();
    }

    /// Those it came with, and those of every tool result so far.
    public SortedSet<String> labels() {
        return transcript.labels();
    }

    /// The step that is being taken, from 0.
    public int step() {
        return step;
    }

    /// How often a step was decided.
    public int decisions() {
        return decisions;
    }

    /// Host calls so far.
    public int calls() {
        return calls;
    }

    /// Host calls before the turn that is being answered.
    public int callsBefore() {
        return callsBefore;
    }

    /// Models that did not take a step so far.
    public int failures() {
        return failures;
    }

    /// The model that took the last step; empty at the first.
    public String lastModel() {
        return lastModel;
    }

    /// The call made last of a tool that there is, or null.
    public Entry.@Nullable CallDispatched lastCall() {
        return lastCall;
    }

    /// The tools of the first rule that named any.
    public List<String> ruleTools() {
        return ruleTools;
    }

    /// The revision of the policy it goes on under.
    public String policy() {
        return policy;
    }

    /// The last turn's call that came to the same result most often.
    public Circle circle() {
        return circle;
    }

    /// Attempts still open, and those of unknown outcome, count with their worst case.
    public Cost spent() {
        return spent;
    }

    /// Null where nothing limits it.
    public @Nullable Cost moneyLeft() {
        var budget = header.terms().budget();
        return budget == null ? null : budget.minus(spent);
    }

    /// Whether some call of the run has this id.
    public boolean knows(CallId call) {
        return transcript.callIds().contains(call);
    }

    /// Whether the call has its result.
    public boolean hasResult(CallId call) {
        return results.containsKey(call);
    }

    /// The call that went out and has no result, or null.
    public @Nullable OpenCall open(CallId call) {
        return open.get(call);
    }

    /// Calls that went out and have no result.
    public List<OpenCall> openCalls() {
        return List.copyOf(open.values());
    }

    /// Attempts that went out and are not settled.
    public List<Entry.Dispatched> openAttempts() {
        return List.copyOf(attempts.values());
    }

    /// What tool servers asked in the middle of this turn's calls, in order.
    public List<Exchange> exchanges() {
        return List.copyOf(exchanges.values());
    }

    /// Whether it waits for its caller.
    public boolean isWaiting() {
        return exchanges.values().stream().anyMatch(Exchange.Open.class::isInstance);
    }

    /// Whether the content of every turn is there. Without it a run cannot go on.
    public boolean isWhole() {
        return whole;
    }

    private void take(Entry entry) {
        switch (entry) {
            case Entry.Routed routed -> routed(routed);
            case Entry.Withheld withheld -> failed(new Phase.Tried(withheld.model(), withheld.trouble(), withheld.reason()));
            case Entry.Dispatched sent -> {
                attempts = with(attempts, sent.id(), sent);
                spent = spent.plus(sent.worst());
            }
            case Entry.Settled settled -> settled(settled);
            case Entry.TurnAdded(var turn, var cut) -> added(turn, cut);
            case Entry.CallDispatched sent -> {
                boolean again = open.containsKey(sent.id());
                open = with(open, sent.id(), new OpenCall(sent, false));
                calls += again ? 0 : 1;
                lastCall = sent.version().isEmpty() ? lastCall : sent;
            }
            case Entry.CallSettled settled -> open = without(open, settled.id());
            case Entry.Asked asked -> asked(asked);
            case Entry.Answered(var id, var how) -> exchanged(id, how, null);
            case Entry.Replied(var id, var content) -> {
                if (exchanges.get(id) instanceof Exchange.Settled settled) {
                    exchanged(id, settled.how(), content);
                }
            }
            case Entry.Declined _ -> {}
            case Entry.Gone _ -> whole = false;
            case Entry.TakenUp(var revision) -> policy = revision;
            case Entry.Finished end -> phase = new Phase.Ended(end);
        }
    }

    private void routed(Entry.Routed routed) {
        decisions++;
        step = routed.step();
        phase = new Phase.Ask(routed, List.of());
        if (ruleTools.isEmpty() && routed.decision() instanceof RouteDecision.Routed found) {
            ruleTools = found.tools();
        }
    }

    private void settled(Entry.Settled settled) {
        var sent = attempts.get(settled.id());
        if (sent == null) {
            throw new IllegalStateException("attempt " + settled.id() + " was settled and never dispatched");
        }
        attempts = without(attempts, settled.id());
        spent = spent.minus(sent.worst()).plus(settled.cost());
        switch (settled.outcome()) {
            case OK -> lastModel = sent.model().value();
            case REFUSED -> failed(new Phase.Tried(sent.model(), FailureKind.REFUSED, settled.reason()));
            case SLOW -> failed(new Phase.Tried(sent.model(), FailureKind.SLOW, settled.reason()));
            case UNAVAILABLE, REJECTED, NONSENSE ->
                failed(new Phase.Tried(sent.model(), FailureKind.UNAVAILABLE, settled.reason()));
            case SWAPPED -> failed(new Phase.Tried(sent.model(), FailureKind.SWAPPED, settled.reason()));
            case UNFIT -> failed(new Phase.Tried(sent.model(), FailureKind.UNFIT, settled.reason()));
            case CANCELLED, UNKNOWN -> {}
        }
    }

    private void failed(Phase.Tried tried) {
        failures++;
        if (phase instanceof Phase.Ask(var routed, var before)) {
            var more = new ArrayList<>(before);
            more.add(tried);
            phase = new Phase.Ask(routed, more);
        }
    }

    private void added(Turn turn, boolean cut) {
        if (decisions == 0) {
            input++;
            transcript = transcript.with(List.of(turn));
            return;
        }
        if (turn instanceof Turn.ToolResult result) {
            results = with(results, result.call(), result);
            if (phase instanceof Phase.Call(var said) && said.calls().stream().allMatch(call -> results.containsKey(call.id()))) {
                answered(said);
            }
            return;
        }
        transcript = transcript.with(List.of(turn));
        if (turn instanceof Turn.Assistant said) {
            output = said.text();
            callsBefore = calls;
            phase = said.calls().isEmpty() ? new Phase.Answered(said, cut) : new Phase.Call(said);
        }
    }

    /// Every call of the turn has its result: they join the conversation in the order of the calls.
    private void answered(Turn.Assistant said) {
        transcript = transcript.with(inOrder(said));
        circle = Circle.NONE;
        for (var call : said.calls()) {
            var result = results.get(call.id());
            if (result != null) {
                repeats = repeats.after(call, result);
                circle = repeats.last() >= circle.times() ? new Circle(call.tool(), repeats.last()) : circle;
            }
        }
        results = Map.of();
        open = Map.of();
        exchanges = Map.of();
        step++;
        phase = new Phase.Route();
    }

    private void asked(Entry.Asked asked) {
        exchanges = with(exchanges, asked.id(), new Exchange.Open(asked));
        var now = new LinkedHashMap<>(open);
        now.replaceAll((id, call) -> id.equals(asked.call()) || (asked.call() == null && isOf(call, asked))
                ? new OpenCall(call.sent(), true)
                : call);
        open = now;
    }

    private static boolean isOf(OpenCall call, Entry.Asked asked) {
        return call.sent().tool().startsWith(asked.server() + ".");
    }

    private void exchanged(QuestionId id, RunView.Input.Settled how, @Nullable ObjectNode content) {
        var exchange = exchanges.get(id);
        if (exchange != null) {
            exchanges = with(exchanges, id, new Exchange.Settled(exchange.asked(), how, content));
        }
    }

    private List<Turn> inOrder(Turn.Assistant said) {
        var found = new ArrayList<Turn>();
        for (var call : said.calls()) {
            var result = results.get(call.id());
            if (result != null) {
                found.add(result);
            }
        }
        return found;
    }

    private static <K, V> Map<K, V> with(Map<K, V> of, K key, V value) {
        var more = new LinkedHashMap<>(of);
        more.put(key, value);
        return more;
    }

    private static <K, V> Map<K, V> without(Map<K, V> of, K key) {
        var less = new LinkedHashMap<>(of);
        less.remove(key);
        return less;
    }
}
