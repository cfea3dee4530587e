package signalbox.host.ledger;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import signalbox.descriptor.ServerName;
import signalbox.host.turn.CallArguments;
import signalbox.host.turn.CallId;
import signalbox.host.turn.Part;
import signalbox.host.turn.ToolCall;
import signalbox.host.turn.Turn;
import signalbox.policy.catalogue.ModelName;
import signalbox.policy.fact.Facts;
import signalbox.policy.money.Cost;
import signalbox.policy.money.Usage;
import signalbox.policy.permission.PrincipalName;
import signalbox.policy.routing.RouteDecision;
import tools.jackson.databind.JsonNode;

/// What is written to the ledger.
public sealed interface Entry {
    /// @param credential the id of the token the caller came with
    /// @param budget what the run may spend; null where nothing limits it
    record Opened(
            RunId run,
            PrincipalName caller,
            String credential,
            String askedModel,
            String policy,
            String task,
            String session,
            SortedSet<String> labels,
            Map<String, String> metadata,
            @Nullable Cost budget,
            Instant deadline,
            List<Turn> input)
            implements Entry {
        public Opened {
            labels = Collections.unmodifiableSortedSet(new TreeSet<>(labels));
            metadata = Map.copyOf(metadata);
            input = List.copyOf(input);
        }
    }

    /// @param missing tool servers that gave no list, with the reason
    record Decided(
            DecisionId id,
            RunId run,
            StepId step,
            int index,
            String kind,
            Facts facts,
            RouteDecision decision,
            SortedMap<ServerName, String> missing)
            implements Entry {
        public Decided {
            missing = Collections.unmodifiableSortedMap(new TreeMap<>(missing));
        }
    }

    /// Written before the request goes out.
    ///
    /// @param worst the most it can cost
    record AttemptDispatched(
            AttemptId id,
            RunId run,
            StepId step,
            PrincipalName caller,
            ModelName model,
            Cost worst,
            long inputEstimate,
            long outputMax)
            implements Entry {}

    /// @param cost by [Usage] and price; the worst case where billing is [Billing#UNKNOWN]
    record AttemptSettled(
            AttemptId id, String outcome, String reason, Billing billing, Usage usage, Cost cost, Duration took)
            implements Entry {}

    /// Written before the call goes out, and for calls that are never made.
    record CallDispatched(
            CallId id,
            RunId run,
            StepId step,
            int position,
            String tool,
            String version,
            String digest,
            CallArguments arguments)
            implements Entry {}

    /// @param outcome `done`, `denied`, `lost`, `invalid`, `cancelled`
    /// @param reason why the host itself decided so, for administrators; empty where a server decided
    record CallSettled(
            CallId id,
            String outcome,
            String decision,
            String decisionId,
            String rule,
            String reason,
            boolean error,
            SortedSet<String> labels,
            List<Part> parts,
            Duration took)
            implements Entry {
        public CallSettled {
            labels = Collections.unmodifiableSortedSet(new TreeSet<>(labels));
            parts = List.copyOf(parts);
        }
    }

    /// What a tool server asks. The fields are those of [RunView.Input].
    record Asked(
            QuestionId id,
            RunId run,
            ServerName server,
            RunView.Input.Kind kind,
            String message,
            @Nullable JsonNode schema,
            @Nullable URI url)
            implements Entry {}

    record Answered(QuestionId id, RunView.Input.Settled settled) implements Entry {}

    record Finished(
            RunId run, RunStatus status, String reason, String finish, String output, List<ToolCall> handedBack)
            implements Entry {
        public Finished {
            handedBack = List.copyOf(handedBack);
        }
    }

    /// Where the cost of a settled attempt comes from.
    enum Billing {
        /// The provider's own count of tokens.
        REPORTED,
        /// Our count, because the provider gave none.
        ESTIMATED,
        /// The provider did no work that it bills.
        NONE,
        /// It may have been billed: counted with the worst case.
        UNKNOWN;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
