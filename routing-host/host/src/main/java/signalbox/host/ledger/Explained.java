package signalbox.host.ledger;

import signalbox.host.turn.CallArguments;
import signalbox.host.turn.CallId;
import tools.jackson.databind.JsonNode;

/// A decision of the past with everything that was kept about it.
public sealed interface Explained {
    RunId run();

    /// @param policy the revision of the policy that decided
    /// @param rule empty where no rule had a candidate
    /// @param decision `kind` (`Routed` or `NoRoute`), `bound`, `dropped` and `passed`, and where it is `Routed` the rule's
    ///     `place` and `when`, `candidates`, `tools` and `instead`
    /// @param missingTools tool servers that gave no list, each with the reason
    record Route(
            DecisionId id,
            RunId run,
            int step,
            String stepKind,
            String policy,
            String rule,
            String factsDigest,
            JsonNode facts,
            JsonNode decision,
            JsonNode missingTools)
            implements Explained {}

    /// What a tool server decided on one call, whose own audit row tells more; or the host, about a server of others.
    ///
    /// @param reason the host's; empty where a server decided
    record Permission(
            String id,
            RunId run,
            CallId call,
            String tool,
            String version,
            CallArguments arguments,
            String outcome,
            String decision,
            String rule,
            String reason)
            implements Explained {}
}
