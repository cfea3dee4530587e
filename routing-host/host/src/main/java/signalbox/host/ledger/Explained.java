package signalbox.host.ledger;

import signalbox.host.turn.CallArguments;
import signalbox.host.turn.CallId;
import signalbox.json.Digest;
import tools.jackson.databind.JsonNode;

/// A decision of the past with everything that was kept about it.
public sealed interface Explained {
    RunId run();

    /// @param decision as its row has it: `kind` (`Routed` or `NoRoute`), `policy` and `considered`, and where it is `Routed`
    ///     `taken`, `candidates` and `instead`
    /// @param missingTools tool servers that gave no list, each with the reason
    record Route(
            DecisionId id,
            RunId run,
            int step,
            String stepKind,
            JsonNode facts,
            JsonNode decision,
            JsonNode missingTools)
            implements Explained {
        /// The revision of the policy that decided.
        public String policy() {
            return decision.path("policy").asString();
        }

        /// Empty where no rule had a candidate.
        public String rule() {
            return decision.at("/taken/rule").asString("");
        }

        /// `sha256:...`
        public String factsDigest() {
            return Digest.sha256(facts);
        }
    }

    /// What a tool server decided on one call, whose own audit row tells more; or the host, about a server of others.
    record Permission(
            RunId run,
            CallId call,
            String tool,
            String version,
            CallArguments arguments,
            String outcome,
            Entry.Ruling ruling)
            implements Explained {}
}
