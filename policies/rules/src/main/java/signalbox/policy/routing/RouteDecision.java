package signalbox.policy.routing;

import java.util.List;
import signalbox.policy.catalogue.ModelName;
import signalbox.source.Place;

/// Which models may take a step, in try order, and everything that was dropped on the way.
public sealed interface RouteDecision {
    /// The policy's revision, `sha256:...`.
    String policy();

    List<Dropped> dropped();

    List<Passed> passed();

    /// @param candidates at least one, in try order
    /// @param tools the servers and tools the rule names, as written; empty where it names none
    record Routed(
            String policy,
            String rule,
            Place place,
            List<Candidate> candidates,
            List<String> tools,
            List<Dropped> dropped,
            List<Passed> passed)
            implements RouteDecision {
        public Routed {
            candidates = List.copyOf(candidates);
            tools = List.copyOf(tools);
            dropped = List.copyOf(dropped);
            passed = List.copyOf(passed);
        }
    }

    /// No rule matched with a candidate left.
    record NoRoute(String policy, List<Dropped> dropped, List<Passed> passed) implements RouteDecision {
        public NoRoute {
            dropped = List.copyOf(dropped);
            passed = List.copyOf(passed);
        }
    }

    /// @param estimate nano-USD for the step's input alone
    record Candidate(ModelName model, long estimate) {}

    /// A model that a matching rule named and that was dropped.
    ///
    /// @param by `filter:NAME` or `obstacle`
    record Dropped(ModelName model, String rule, String by, String reason) {}

    /// A rule that was tried and not taken: it did not match, its condition failed, or no candidate was left.
    record Passed(String rule, String reason) {}
}
