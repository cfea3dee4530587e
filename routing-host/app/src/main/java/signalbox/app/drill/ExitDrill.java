package signalbox.app.drill;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import signalbox.app.log.Snapshot;
import signalbox.host.ledger.History;
import signalbox.host.ledger.Journal;
import signalbox.host.route.AskedModel;
import signalbox.policy.catalogue.ModelCatalogue;
import signalbox.policy.catalogue.ModelEntry;
import signalbox.policy.catalogue.ModelName;
import signalbox.policy.money.Cost;
import signalbox.policy.money.Usage;
import signalbox.policy.routing.RouteDecision;
import signalbox.policy.routing.Routing;

/// Decides recorded steps again, under the policy as it is, as if one provider were gone. The facts of each step are those of
/// its record; nothing is asked of a model.
public final class ExitDrill {
    private final String provider;
    private final Routing routing;
    private final ModelCatalogue catalogue;
    private final DrillReport report = new DrillReport();

    public ExitDrill(String provider, Routing routing, ModelCatalogue catalogue) {
        this.provider = provider;
        this.routing = routing;
        this.catalogue = catalogue;
    }

    /// Over the runs that began since then, one after the other.
    public DrillReport over(DataSource database, Instant now, Duration since) {
        var history = History.of(database);
        Snapshot.of(database).executeWithoutResult(_ -> {
            try (var runs = history.stream(now.minus(since), now.plus(Duration.ofDays(1)), null)) {
                runs.forEach(this::add);
            }
        });
        return report;
    }

    DrillReport over(List<Journal> runs) {
        runs.forEach(this::add);
        return report;
    }

    private void add(Journal journal) {
        for (var step : RunSteps.of(journal)) {
            var answer = step.answer();
            if (answer != null) {
                report.answered(answer.model(), answer.took());
            }
            var taker = taker(step);
            if (taker != null) {
                report.add(new DrilledStep(
                        journal.header().id(), step.routed().step(), taker, step.cost(),
                        isGone(taker) ? fate(journal.header().asked().model(), step, taker) : new Fate.Unaffected()));
            }
        }
    }

    /// Null where no model could take it as things were.
    private static @Nullable ModelName taker(RunSteps.Step step) {
        if (step.answer() != null) {
            return step.answer().model();
        }
        return step.routed().decision() instanceof RouteDecision.Routed routed ? routed.candidates().getFirst().model() : null;
    }

    private boolean isGone(ModelName model) {
        return model.provider().equals(provider);
    }

    private Fate fate(String askedFor, RunSteps.Step step, ModelName taker) {
        var asked = AskedModel.read(askedFor, routing, catalogue);
        if (asked == null) {
            return new Fate.Stranded("'" + askedFor + "' stands for no model any more");
        }
        var absence = new Absence(provider, catalogue, step.routed());
        return switch (asked.route(routing, step.routed().facts(), absence)) {
            case RouteDecision.NoRoute none -> new Fate.Stranded(none.reason());
            case RouteDecision.Routed routed -> routed.candidates().stream()
                    .filter(candidate -> mayTakeThePlace(candidate.model(), taker, step))
                    .findFirst()
                    .<Fate>map(to -> new Fate.Moved(
                            to.model(), routed.rule(), cost(to.model(), step), to.loss(), absence.isConsidered(to.model())))
                    .orElseGet(() -> new Fate.Stranded("the vectors of no other model can be compared with those of " + taker));
        };
    }

    /// Vectors of two spaces are never mixed; a conversation may go on with any model.
    private boolean mayTakeThePlace(ModelName to, ModelName taker, RunSteps.Step step) {
        var of = catalogue.models().get(to);
        var gone = catalogue.models().get(taker);
        return !step.routed().facts().step().input().wants().contains(ModelEntry.EMBEDDINGS)
                || (of != null && gone != null && of.naming().space().equals(gone.naming().space()));
    }

    private Cost cost(ModelName model, RunSteps.Step step) {
        var entry = catalogue.models().get(model);
        var answer = step.answer();
        return entry == null || answer == null
                ? Cost.ZERO
                : Cost.of(new Usage(answer.usage().input(), 0, 0, answer.usage().output()), entry.price());
    }
}
