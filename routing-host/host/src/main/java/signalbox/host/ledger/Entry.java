package signalbox.host.ledger;

import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import signalbox.descriptor.ServerName;
import signalbox.host.turn.CallArguments;
import signalbox.host.turn.CallId;
import signalbox.host.turn.FinishReason;
import signalbox.host.turn.Outcome;
import signalbox.host.turn.ToolCall;
import signalbox.host.turn.Turn;
import signalbox.policy.catalogue.ModelName;
import signalbox.policy.fact.Facts;
import signalbox.policy.money.Cost;
import signalbox.policy.money.Usage;
import signalbox.policy.routing.FailureKind;
import signalbox.policy.routing.RouteDecision;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Something that happened in a run. A run is its [RunHeader] and its entries in order; whatever is known of it is a fold
/// over them.
public sealed interface Entry {
    /// Which models may take a step. A step that is decided again, under another policy, is decided by the last of them.
    ///
    /// @param id `dec_...`, derived from the run and the number of decisions before
    /// @param missing tool servers that gave no list, with the reason
    record Routed(
            DecisionId id,
            int step,
            String kind,
            Facts facts,
            RouteDecision decision,
            SortedMap<ServerName, String> missing)
            implements Entry {
        public Routed {
            missing = Collections.unmodifiableSortedMap(new TreeMap<>(missing));
        }
    }

    /// A request goes to a model.
    ///
    /// @param worst the most it can cost
    record Dispatched(
            AttemptId id,
            int step,
            Purpose purpose,
            ModelName model,
            Cost worst,
            long inputEstimate,
            long outputMax)
            implements Entry {}

    /// @param id of a [Dispatched] before
    /// @param reason why it is not `ok`; empty where it is
    /// @param cost by [Usage] and price; the worst case where billing is [Billing#UNKNOWN]
    /// @param served the model that answered, as its provider names it; null where it named none
    record Settled(
            AttemptId id,
            AttemptOutcome outcome,
            String reason,
            Billing billing,
            Usage usage,
            Cost cost,
            Duration took,
            @Nullable String served)
            implements Entry {}

    /// The gate let no request to this model out: nothing was sent, and nothing is owed.
    record Withheld(int step, Purpose purpose, ModelName model, FailureKind trouble, String reason) implements Entry {}

    /// What is sealed at rest, and may be deleted before the rest of the run is.
    sealed interface Confidential extends Entry {
        /// What is left of it where its content is not kept; the same where it has none.
        Entry gone();
    }

    /// The conversation grows.
    ///
    /// @param cut whether it is an answer that ended where its tokens did, which nothing in the turn says
    record TurnAdded(Turn turn, boolean cut) implements Confidential {
        public TurnAdded(Turn turn) {
            this(turn, false);
        }

        /// What a model answered.
        public static TurnAdded of(Outcome.Answered answer) {
            return new TurnAdded(answer.turn(), answer.finish() == FinishReason.LENGTH);
        }

        @Override
        public Gone gone() {
            return new Gone(turn instanceof Turn.Assistant said && !said.text().isEmpty());
        }
    }

    /// What the caller filled into a question that it accepted.
    ///
    /// @param id of an [Answered] before
    record Replied(QuestionId id, ObjectNode content) implements Confidential {
        @Override
        public Gone gone() {
            return new Gone(false);
        }
    }

    /// Something confidential whose content is not kept, or no longer.
    ///
    /// @param told whether listeners were told of it: their numbers stay as they were
    record Gone(boolean told) implements Entry {}

    /// A call goes out, or is answered without being made. One that goes out again, with the answer to a question or after
    /// a crash, is written again.
    ///
    /// @param position among the calls of its turn that the host answers, from 0
    /// @param tool `retail.get_order_details`; what the model wrote where there is no such tool
    /// @param version empty where there is no such tool
    /// @param digest of the descriptor; empty where it is not one of ours
    record CallDispatched(
            CallId id, int step, int position, String tool, String version, String digest, CallArguments arguments)
            implements Entry {}

    /// The result itself is the [TurnAdded] that comes with it.
    ///
    /// @param id of a [CallDispatched] before
    record CallSettled(
            CallId id, CallStatus status, Ruling ruling, boolean error, SortedSet<String> labels, Duration took)
            implements Entry {
        public CallSettled {
            labels = Collections.unmodifiableSortedSet(new TreeSet<>(labels));
        }
    }

    /// A tool server asks, and the run waits for its caller.
    ///
    /// @param call the call in whose middle it asks and that is made again with the answer; null where the server asks over
    ///     a connection that it holds open, or while its tools are listed
    /// @param schema what an answer must fit, or null
    /// @param url to open, or null
    record Asked(
            QuestionId id,
            @Nullable CallId call,
            ServerName server,
            RunView.Input.Kind kind,
            String message,
            @Nullable JsonNode schema,
            @Nullable URI url)
            implements Entry {}

    /// A question that nobody was asked: declined by rule.
    record Declined(Asked asked) implements Entry {}

    /// @param id of an [Asked] before
    record Answered(QuestionId id, RunView.Input.Settled settled) implements Entry {}

    /// Another process goes on with the run.
    ///
    /// @param policy the revision it goes on under
    record TakenUp(String policy) implements Entry {}

    /// Always the last one. Its words are deleted with the turns; how the run ended is not.
    ///
    /// @param finish of a completed run its finish reason, of any other its [signalbox.host.turn.StopCode]
    /// @param retryAfter the least time after which a candidate said to come back, or null
    /// @param parameter of the request, where one is at fault, or null
    record Finished(
            RunStatus status, String reason, String finish, String output, List<ToolCall> handedBack,
            @Nullable Duration retryAfter, @Nullable String parameter)
            implements Confidential {
        public Finished(RunStatus status, String reason, String finish, String output, List<ToolCall> handedBack) {
            this(status, reason, finish, output, handedBack, null, null);
        }

        public Finished {
            handedBack = List.copyOf(handedBack);
        }

        @Override
        public Finished gone() {
            return new Finished(status, reason, finish, "", List.of(), retryAfter, parameter);
        }
    }

    /// What a request to a model is for. Every one is written down with it, whatever it is: the answers of steps and
    /// embeddings today; signals, judges, drafts and shadows as they come.
    enum Purpose {
        ANSWER,
        /// The same, once more, of a model that was told why its answer did not fit.
        REPAIR,
        EMBEDDINGS
    }

    /// What became of an attempt.
    enum AttemptOutcome {
        OK,
        REFUSED,
        UNAVAILABLE,
        SLOW,
        REJECTED,
        NONSENSE,
        /// Not of the form that was asked for.
        UNFIT,
        /// Another model answered than the one that was asked.
        SWAPPED,
        CANCELLED,
        /// The host ended before it was known.
        UNKNOWN;

        /// The word of the API.
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// What became of a call of a host tool.
    enum CallStatus {
        DONE,
        DENIED,
        /// No answer came: it may or may not have done its work.
        LOST,
        /// Never made.
        INVALID,
        CANCELLED,
        /// The host ended before it was known.
        UNKNOWN;

        /// The word of the API.
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// A tool server's decision on a call, or the host's own about a server of others.
    ///
    /// @param decision `allow`, `ask`, `deny`; empty where nobody decided
    /// @param id `dec_...`, or empty
    /// @param rule such as `support-agent.may[0]`, or empty
    /// @param reason for administrators, where the host itself decided; a caller is never shown it
    record Ruling(String decision, String id, String rule, String reason) {
        public static final Ruling NONE = new Ruling("", "", "", "");
    }

    /// Where the cost of a settled attempt comes from.
    enum Billing {
        /// The provider's own count of tokens.
        REPORTED,
        /// The provider did no work that it bills.
        NONE,
        /// It may have been billed: counted with the worst case.
        UNKNOWN;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
