package signalbox.policy.routing;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import signalbox.policy.catalogue.ModelName;
import signalbox.source.Place;

/// Which models may take a step, in try order, and everything that was dropped on the way.
public sealed interface RouteDecision {
    /// The policy's revision, `sha256:...`.
    String policy();

    /// The filters that bind the step, whether or not they dropped a model.
    List<Bound> bound();

    List<Dropped> dropped();

    List<Passed> passed();

    /// @param place of the rule
    /// @param when the rule's condition, which held; empty where it has none
    /// @param candidates at least one, in try order
    /// @param tools the servers and tools the rule names, as written; empty where it names none
    /// @param instead what `failures` sends a step to after a trouble, as far as filters and obstacles leave it
    record Routed(
            String policy,
            String rule,
            Place place,
            String when,
            List<Candidate> candidates,
            List<String> tools,
            List<Bound> bound,
            List<Dropped> dropped,
            List<Passed> passed,
            Map<FailureKind, List<Candidate>> instead)
            implements RouteDecision {
        public Routed {
            candidates = List.copyOf(candidates);
            tools = List.copyOf(tools);
            bound = List.copyOf(bound);
            dropped = List.copyOf(dropped);
            passed = List.copyOf(passed);
            var lists = new EnumMap<FailureKind, List<Candidate>>(FailureKind.class);
            instead.forEach((trouble, models) -> lists.put(trouble, List.copyOf(models)));
            instead = Collections.unmodifiableMap(lists);
        }

        /// The models to try instead after this trouble; empty where `failures` names none or none is left.
        public List<Candidate> instead(FailureKind trouble) {
            return instead.getOrDefault(trouble, List.of());
        }
    }

    /// No rule matched with a candidate left.
    record NoRoute(String policy, List<Bound> bound, List<Dropped> dropped, List<Passed> passed) implements RouteDecision {
        public NoRoute {
            bound = List.copyOf(bound);
            dropped = List.copyOf(dropped);
            passed = List.copyOf(passed);
        }

        /// Each model that was dropped and each rule that was passed, with its reason, one a line. The caller reads it, so
        /// the file's conditions do not stand in it.
        public String reason() {
            var lines = new StringJoiner("\n");
            dropped.forEach(drop -> lines.add(
                    "rule '" + drop.rule() + "': " + drop.model() + " dropped by " + drop.by() + ": " + drop.reason()));
            passed.forEach(pass -> lines.add("rule '" + pass.rule() + "': " + pass.reason()));
            return lines.toString();
        }
    }

    /// @param estimate nano-USD for the step's input alone
    record Candidate(ModelName model, long estimate) {}

    /// A model that a matching rule named and that was dropped; it may stand here once for each reason.
    ///
    /// @param rule the rule's name, or `failures.slow` and the like where an entry of `failures` named it
    /// @param by `filter:NAME` or `obstacle`
    record Dropped(ModelName model, String rule, String by, String reason) {}

    /// A rule that was tried and not taken: it did not match, its condition could not be decided, or no candidate was
    /// left. A filter whose condition could not be decided (`filter:NAME`) stands here too; it binds.
    ///
    /// @param when its condition; empty where it has none
    record Passed(String rule, Place place, String when, String reason) {}

    /// A filter whose condition held, could not be decided, or that has none.
    ///
    /// @param filter `filter:NAME`
    /// @param when its condition; empty where it has none
    record Bound(String filter, Place place, String when) {}
}
