package signalbox.policy.routing;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;
import signalbox.policy.catalogue.ModelEntry;
import signalbox.policy.catalogue.ModelName;
import signalbox.policy.condition.Condition;
import signalbox.policy.condition.Verdict;
import signalbox.policy.fact.FactLookup;
import signalbox.policy.fact.Facts;
import signalbox.policy.money.Cost;
import signalbox.policy.money.Usage;
import signalbox.policy.routing.RouteDecision.Bound;
import signalbox.policy.routing.RouteDecision.Candidate;
import signalbox.policy.routing.RouteDecision.Considered;
import signalbox.policy.routing.RouteDecision.Dropped;
import signalbox.policy.routing.RouteDecision.Passed;
import signalbox.policy.routing.RoutingFile.Filter;
import signalbox.policy.routing.RoutingFile.Rule;
import signalbox.policy.routing.RoutingFile.Target;

/// One decision while it is being made: which filters bind, and what they and the obstacles leave.
final class Selection {
    private static final String FAILS = "its condition does not hold";
    private static final Verdict ALWAYS = new Verdict.Holds();

    private final Facts facts;
    private final FactLookup lookup;
    private final Obstacles obstacles;
    private final List<Filter> binding = new ArrayList<>();
    /// Many rules use one group: it is sifted once.
    private final IdentityHashMap<Target, Sifted> sifted = new IdentityHashMap<>();
    private final List<Dropped> dropped = new ArrayList<>();
    private final List<Passed> passed = new ArrayList<>();

    private record Hindrance(ModelName model, String by, String reason) {}

    private record Sifted(List<Candidate> candidates, List<Hindrance> against) {}

    Selection(List<Filter> filters, Facts facts, Obstacles obstacles) {
        this.facts = facts;
        this.lookup = new FactLookup(facts);
        this.obstacles = obstacles;
        for (var filter : filters) {
            if (binds(filter)) {
                binding.add(filter);
            }
        }
    }

    /// What was looked at so far.
    Considered considered() {
        var bound = new ArrayList<Bound>(binding.size());
        for (var filter : binding) {
            bound.add(new Bound(filter.by(), filter.place(), RoutingFile.text(filter.when())));
        }
        return new Considered(bound, dropped, passed);
    }

    void pass(Passed rule) {
        passed.add(rule);
    }

    /// The models of a matching rule that may take the step; all others are kept as dropped.
    List<Candidate> candidates(Rule rule) {
        if (!matches(rule)) {
            return List.of();
        }
        var candidates = candidates(rule.name(), rule.use());
        if (candidates.isEmpty()) {
            pass(rule, "no candidate is left");
        }
        return candidates;
    }

    List<Candidate> candidates(String rule, Target use) {
        var sifted = sifted(use);
        for (var hindrance : sifted.against) {
            dropped.add(new Dropped(hindrance.model, rule, hindrance.by, hindrance.reason));
        }
        return sifted.candidates;
    }

    private boolean matches(Rule rule) {
        return switch (verdict(rule.when())) {
            case Verdict.Holds _ -> true;
            case Verdict.Fails _ -> {
                pass(rule, FAILS);
                yield false;
            }
            case Verdict.Errs(var reason) -> {
                pass(rule, "its condition could not be decided: " + reason);
                yield false;
            }
        };
    }

    /// A filter guards: where nobody can tell whether it applies, it does.
    private boolean binds(Filter filter) {
        return switch (verdict(filter.when())) {
            case Verdict.Holds _ -> true;
            case Verdict.Fails _ -> false;
            case Verdict.Errs(var reason) -> {
                passed.add(new Passed(
                        filter.by(), filter.place(), RoutingFile.text(filter.when()),
                        "its condition could not be decided, so it binds: " + reason));
                yield true;
            }
        };
    }

    private void pass(Rule rule, String reason) {
        passed.add(new Passed(rule.name(), rule.place(), RoutingFile.text(rule.when()), reason));
    }

    private Verdict verdict(@Nullable Condition when) {
        return when == null ? ALWAYS : when.holds(lookup);
    }

    private Sifted sifted(Target use) {
        var known = sifted.get(use);
        if (known == null) {
            known = sift(use);
            sifted.put(use, known);
        }
        return known;
    }

    private Sifted sift(Target use) {
        var candidates = new ArrayList<Candidate>(use.models().size());
        var against = new ArrayList<Hindrance>();
        for (var model : use.models()) {
            int before = against.size();
            hinder(model.name(), against);
            if (against.size() == before) {
                candidates.add(new Candidate(model.name(), estimate(model), obstacles.loss(model.name())));
            }
        }
        return new Sifted(candidates, against);
    }

    /// Adds every filter that drops the model; the obstacles are asked only about a model that the filters leave.
    private void hinder(ModelName model, List<Hindrance> against) {
        int before = against.size();
        for (var filter : binding) {
            if (!filter.only().contains(model)) {
                against.add(new Hindrance(model, filter.by(), filter.reason()));
            }
        }
        if (against.size() == before) {
            var obstacle = obstacles.to(model);
            if (obstacle != null) {
                against.add(new Hindrance(model, "obstacle", obstacle));
            }
        }
    }

    private long estimate(ModelEntry model) {
        return Cost.of(new Usage(facts.step().input().tokens(), 0, 0, 0), model.price()).nano();
    }
}
