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

    Considered considered();

    /// The filters that bind the step, whether or not they dropped a model.
    default List<Bound> bound() {
        return considered().bound();
    }

    default List<Dropped> dropped() {
        return considered().dropped();
    }

    default List<Passed> passed() {
        return considered().passed();
    }

    /// @param candidates at least one, in try order
    /// @param instead what `failures` sends a step to after a failure, as far as filters and obstacles leave it
    record Routed(
            String policy,
            Taken taken,
            List<Candidate> candidates,
            Map<FailureKind, List<Candidate>> instead,
            Considered considered)
            implements RouteDecision {
        public Routed {
            candidates = List.copyOf(candidates);
            var lists = new EnumMap<FailureKind, List<Candidate>>(FailureKind.class);
            instead.forEach((failure, models) -> lists.put(failure, List.copyOf(models)));
            instead = Collections.unmodifiableMap(lists);
        }

        /// The name of the rule that took the step.
        public String rule() {
            return taken.rule();
        }

        /// The servers and tools the rule names, as written; empty where it names none.
        public List<String> tools() {
            return taken.tools();
        }

        /// The models to try instead after this failure; empty where `failures` names none or none is left.
        public List<Candidate> instead(FailureKind failure) {
            return instead.getOrDefault(failure, List.of());
        }
    }

    /// No rule matched with a candidate left.
    record NoRoute(String policy, Considered considered) implements RouteDecision {
        /// Each model that was dropped and each rule that was passed, with its reason, one a line. The caller reads it, so
        /// the conditions of the file are not in it.
        public String reason() {
            var lines = new StringJoiner("\n");
            dropped().forEach(drop -> lines.add(
                    "rule '" + drop.rule() + "': " + drop.model() + " dropped by " + drop.by() + ": " + drop.reason()));
            passed().forEach(pass -> lines.add("rule '" + pass.rule() + "': " + pass.reason()));
            return lines.toString();
        }
    }

    /// The rule that took the step.
    ///
    /// @param when its condition, which held; empty where it has none
    /// @param tools the servers and tools it names, as written; empty where it names none
    record Taken(String rule, Place place, String when, List<String> tools) {
        public Taken {
            tools = List.copyOf(tools);
        }
    }

    /// What the decision looked at before it came to its models.
    ///
    /// @param bound the filters that bind the step, whether or not they dropped a model
    record Considered(List<Bound> bound, List<Dropped> dropped, List<Passed> passed) {
        public Considered {
            bound = List.copyOf(bound);
            dropped = List.copyOf(dropped);
            passed = List.copyOf(passed);
        }
    }

    /// @param estimate nano-USD for the step's input alone
    /// @param loss what it is not shown of the conversation, where `switching.lossy` allows that; empty where it is shown all
    record Candidate(ModelName model, long estimate, String loss) {
        public Candidate(ModelName model, long estimate) {
            this(model, estimate, "");
        }
    }

    /// A model that a matching rule named and that was dropped; it is listed once for each reason.
    ///
    /// @param rule the rule's name, or `failures.slow` and the like where an entry of `failures` named it
    /// @param by `filter:NAME` or `obstacle`
    record Dropped(ModelName model, String rule, String by, String reason) {}

    /// A rule that was tried and not taken: it did not match, its condition could not be decided, or no candidate was
    /// left. A filter whose condition could not be decided (`filter:NAME`) is listed too; it binds.
    ///
    /// @param when its condition; empty where it has none
    record Passed(String rule, Place place, String when, String reason) {}

    /// A filter whose condition held, could not be decided, or that has none.
    ///
    /// @param filter `filter:NAME`
    /// @param when its condition; empty where it has none
    record Bound(String filter, Place place, String when) {}
}
