package signalbox.host.run;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import signalbox.host.ledger.RunId;
import signalbox.host.route.AskedModel;
import signalbox.host.route.FrozenPolicy;
import signalbox.host.route.StepContext;
import signalbox.host.route.TokenEstimate;
import signalbox.host.tool.HostTool;
import signalbox.host.tool.Toolbox;
import signalbox.host.tool.ask.Inquiries;
import signalbox.host.turn.Part;
import signalbox.host.turn.Turn;
import signalbox.identity.Principal;
import signalbox.policy.money.Cost;

/// One run while it runs: what it froze at its start and what has come of it so far. Its own thread alone changes it.
final class RunState {
    final RunId id;
    final Principal caller;
    final RunRequest request;
    final FrozenPolicy policy;
    final AskedModel asked;
    final @Nullable Cost budget;
    final Cancellation cancellation = new Cancellation();
    final RepeatDetector repeats = new RepeatDetector();
    final long started = System.nanoTime();
    private final long end;
    private final List<Turn> transcript = new ArrayList<>();
    private final SortedSet<String> labels;
    private long tokens;
    private String output = "";
    int step;
    int calls;
    int failures;
    Cost spent = Cost.ZERO;
    Duration waited = Duration.ZERO;
    String lastModel = "";
    @Nullable HostTool lastCall;
    @Nullable Toolbox toolbox;
    Inquiries inquiries = Inquiries.NONE;

    RunState(RunId id, Principal caller, RunRequest request, FrozenPolicy policy, AskedModel asked) {
        this.id = id;
        this.caller = caller;
        this.request = request;
        this.policy = policy;
        this.asked = asked;
        labels = new TreeSet<>(request.labels());
        budget = least(policy.routing().money().run(), request.budget());
        end = System.nanoTime() + (request.deadline() == null ? Duration.ZERO : request.deadline()).toNanos();
        request.input().forEach(this::add);
    }

    /// The next turn of the conversation; a result's labels stay with the run.
    void add(Turn turn) {
        transcript.add(turn);
        tokens += TokenEstimate.of(turn);
        if (turn instanceof Turn.ToolResult result) {
            labels.addAll(result.labels());
        }
        if (turn instanceof Turn.Assistant said) {
            output = text(said);
        }
    }

    List<Turn> transcript() {
        return Collections.unmodifiableList(transcript);
    }

    /// What the run itself added to its input.
    List<Turn> added() {
        return List.copyOf(transcript.subList(request.input().size(), transcript.size()));
    }

    /// The text of the last answer.
    String output() {
        return transcript.size() > request.input().size() ? output : "";
    }

    SortedSet<String> labels() {
        return Collections.unmodifiableSortedSet(labels);
    }

    Duration timeLeft() {
        return Duration.ofNanos(Math.max(0, end - System.nanoTime()));
    }

    /// Null where nothing limits the run.
    @Nullable Cost moneyLeft() {
        return budget == null ? null : budget.minus(spent);
    }

    List<HostTool> tools() {
        return toolbox == null ? List.of() : toolbox.tools();
    }

    StepContext situation() {
        return new StepContext(
                caller, step, request.task(), request.kind(), labels(), request.metadata(), request.session(),
                transcript(), tokens, tools(), request.callerTools(), request.options(), moneyLeft(), timeLeft(),
                lastCall, lastModel, failures);
    }

    private static String text(Turn.Assistant said) {
        var text = new StringBuilder();
        for (var part : said.parts()) {
            if (part instanceof Part.Text piece) {
                text.append(piece.text());
            }
        }
        return text.toString();
    }

    private static @Nullable Cost least(@Nullable Cost one, @Nullable Cost other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.compareTo(other) <= 0 ? one : other;
    }
}
