package signalbox.policy.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import signalbox.policy.GoldenProblems;
import signalbox.policy.catalogue.ModelCatalogue;
import signalbox.policy.fact.Facts;
import signalbox.policy.fact.GivenFacts;
import signalbox.policy.routing.RouteDecision.Candidate;
import signalbox.policy.routing.RouteDecision.NoRoute;
import signalbox.policy.routing.RouteDecision.Routed;
import signalbox.source.YamlSource;

/// The policy and the facts that the tests of this room decide on.
public final class Cases {
    public static final Obstacles NONE = _ -> null;
    static final ModelCatalogue MODELS =
            GoldenProblems.sound(ModelCatalogue.read(GoldenProblems.source("catalogue/models.yaml")));

    private Cases() {}

    static Routing desk() {
        return GoldenProblems.sound(Routing.read(GoldenProblems.source("routing/routing.yaml"), MODELS));
    }

    public static Routing routing(String text) {
        return GoldenProblems.sound(Routing.read(yaml(text), MODELS));
    }

    static YamlSource yaml(String text) {
        return GoldenProblems.sound(YamlSource.parse("routing.yaml", text));
    }

    /// Facts written as `given` of a test.
    public static Facts facts(String given) {
        return new GivenFacts(yaml(given).tree()).facts();
    }

    public static Routed routed(RouteDecision decision) {
        assertThat(decision).isInstanceOf(Routed.class);
        return (Routed) decision;
    }

    static NoRoute noRoute(RouteDecision decision) {
        assertThat(decision).isInstanceOf(NoRoute.class);
        return (NoRoute) decision;
    }

    static List<String> names(List<Candidate> candidates) {
        return candidates.stream().map(candidate -> candidate.model().value()).toList();
    }
}
