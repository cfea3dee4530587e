package signalbox.app.drill;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import signalbox.policy.catalogue.ModelName;
import signalbox.policy.money.Cost;

/// What the recorded steps of a time would have come to without one of the providers.
public final class DrillReport {
    /// Of the steps without a model so many are listed; all are counted.
    private static final int LISTED = 20;

    private final Map<Way, Moves> moves = new TreeMap<>(Comparator.comparing(Way::from).thenComparing(Way::to));
    private final List<DrilledStep> stranded = new ArrayList<>();
    private final Medians medians = new Medians();
    private long steps;
    private long unaffected;
    private long strandedSteps;

    DrillReport() {}

    private record Way(ModelName from, ModelName to) {}

    /// The steps of one model that another one would have taken.
    ///
    /// @param lossy those that it would not have been shown all of
    /// @param unconsidered those whose decision had not looked at it
    private record Moves(long steps, Cost cost, Cost costThen, long lossy, long unconsidered) {
        Moves plus(Moves other) {
            return new Moves(
                    steps + other.steps, cost.plus(other.cost), costThen.plus(other.costThen), lossy + other.lossy,
                    unconsidered + other.unconsidered);
        }
    }

    /// The model that would take the place of another.
    ///
    /// @param took the median of the answers of `from`, milliseconds
    /// @param tookThen the same of `to`; empty where it has not answered in that time
    public record Successor(
            ModelName from, ModelName to, long steps, Cost cost, Cost costThen, OptionalLong took, OptionalLong tookThen,
            Cautions cautions) {}

    /// Of the steps that go to it, those that cannot be counted on to go as well.
    public record Cautions(long lossy, long unconsidered) {}

    /// A step that no model would have taken.
    public record Stranded(String run, int step, ModelName model, String reason) {}

    void answered(ModelName model, Duration took) {
        medians.add(model, took);
    }

    void add(DrilledStep step) {
        steps++;
        switch (step.fate()) {
            case Fate.Unaffected _ -> unaffected++;
            case Fate.Moved moved -> moves.merge(
                    new Way(step.model(), moved.to()),
                    new Moves(1, step.cost(), moved.cost(), moved.loss().isEmpty() ? 0 : 1, moved.considered() ? 0 : 1),
                    Moves::plus);
            case Fate.Stranded _ -> {
                strandedSteps++;
                if (stranded.size() < LISTED) {
                    stranded.add(step);
                }
            }
        }
    }

    public long steps() {
        return steps;
    }

    /// Steps that other providers' models took.
    public long unaffected() {
        return unaffected;
    }

    public long moved() {
        return steps - unaffected - strandedSteps;
    }

    public long strandedSteps() {
        return strandedSteps;
    }

    public List<Successor> successors() {
        var rows = new ArrayList<Successor>();
        moves.forEach((way, all) -> rows.add(new Successor(
                way.from(), way.to(), all.steps(), all.cost(), all.costThen(), medians.of(way.from()), medians.of(way.to()),
                new Cautions(all.lossy(), all.unconsidered()))));
        return rows;
    }

    /// The first of them.
    public List<Stranded> stranded() {
        var found = new ArrayList<Stranded>();
        for (var step : stranded) {
            if (step.fate() instanceof Fate.Stranded(var reason)) {
                found.add(new Stranded(step.run().value(), step.step(), step.model(), reason));
            }
        }
        return found;
    }
}
