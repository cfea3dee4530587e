package signalbox.policy.routing;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import signalbox.policy.catalogue.ModelEntry;
import signalbox.policy.catalogue.ModelName;
import signalbox.policy.condition.Condition;
import signalbox.source.Place;

/// What `routing.yaml` says, bound and checked.
///
/// @param instead the other models of each failure whose `failures` entry names some
record RoutingFile(
        Title title,
        Map<String, Target> groups,
        List<Filter> filters,
        List<Rule> rules,
        Failures failures,
        Map<FailureKind, Target> instead,
        Switching switching,
        MoneyLimits money) {

    /// Which file it is.
    ///
    /// @param file its name, for places
    /// @param policy the name it gives itself
    record Title(String file, String policy, String revision) {}

    /// What a `use` names: the models of a group, or one model.
    ///
    /// @param text as written
    /// @param place where the group is declared, or where the model is used
    record Target(String text, Place place, List<ModelEntry> models) {
        Target {
            models = List.copyOf(models);
        }

        List<ModelName> names() {
            return models.stream().map(ModelEntry::name).toList();
        }
    }

    /// The condition as it is written; empty where there is none.
    static String text(@Nullable Condition when) {
        return when == null ? "" : when.text();
    }

    /// One entry of `rules`.
    ///
    /// @param when null where the rule always matches
    /// @param terms of the models that take its steps
    record Rule(String name, Place place, @Nullable Condition when, Target use, List<String> tools, Terms terms) {
        Rule {
            tools = List.copyOf(tools);
        }
    }

    /// What a rule asks of its models.
    ///
    /// @param slowAfter how long each may take; null leaves it to `failures.slow`
    /// @param expected of their answers, or null
    /// @param otherwise who answers where one does not fit; null leaves it to `failures.unfit`
    record Terms(@Nullable Duration slowAfter, @Nullable Expectation expected, @Nullable Target otherwise) {
        static final Terms NONE = new Terms(null, null, null);
    }

    /// One entry of `filters`: while it binds, no model outside `only` is asked.
    ///
    /// @param when null where the filter always binds
    /// @param only the models that may be asked
    /// @param by how a decision names it
    /// @param reason what it says of a model it drops
    record Filter(Place place, @Nullable Condition when, Set<ModelName> only, String by, String reason) {
        static Filter of(String name, Place place, @Nullable Condition when, Target only) {
            return new Filter(place, when, Set.copyOf(only.names()), "filter:" + name, "only " + only.text() + " is allowed");
        }
    }
}
