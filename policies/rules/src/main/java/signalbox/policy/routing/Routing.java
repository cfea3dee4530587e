package signalbox.policy.routing;

import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import signalbox.policy.catalogue.ModelCatalogue;
import signalbox.policy.catalogue.ModelName;
import signalbox.policy.fact.Facts;
import signalbox.policy.routing.RouteDecision.Candidate;
import signalbox.policy.routing.RouteDecision.NoRoute;
import signalbox.policy.routing.RouteDecision.Passed;
import signalbox.policy.routing.RouteDecision.Routed;
import signalbox.policy.routing.RouteDecision.Taken;
import signalbox.policy.routing.RoutingFile.Filter;
import signalbox.policy.routing.RoutingFile.Rule;
import signalbox.policy.routing.RoutingFile.Target;
import signalbox.source.Checked;
import signalbox.source.Place;
import signalbox.source.Problem;
import signalbox.source.YamlSource;

/// `routing.yaml`, checked: which models may take a step.
public final class Routing {
    private final RoutingFile file;
    private final ModelCatalogue models;
    private final Map<String, List<ModelName>> groups;
    private final Map<String, RoutingFile.Terms> terms;

    Routing(RoutingFile file, ModelCatalogue models) {
        this.file = file;
        this.models = models;
        var names = new LinkedHashMap<String, List<ModelName>>();
        file.groups().forEach((name, target) -> names.put(name, target.names()));
        this.groups = Collections.unmodifiableMap(names);
        var terms = new HashMap<String, RoutingFile.Terms>();
        file.rules().forEach(rule -> terms.put(rule.name(), rule.terms()));
        this.terms = Map.copyOf(terms);
    }

    /// Reads and checks `routing.yaml` against the models there are, and runs the file's own tests.
    public static Checked<Routing> read(YamlSource source, ModelCatalogue models) {
        return new RoutingReader(source, models).read();
    }

    /// What is wrong with the file whatever models there are: for a reader whose models are broken themselves.
    public static List<Problem> errorsWhateverTheModels(YamlSource source) {
        return new RoutingReader(source, null).errorsWhateverTheModels();
    }

    /// The name the file gives itself.
    public String name() {
        return file.title().policy();
    }

    /// `sha256:...` over the text of the file and the models it was checked against.
    public String revision() {
        return file.title().revision();
    }

    /// The groups in written order, each with its models in try order.
    public Map<String, List<ModelName>> groups() {
        return groups;
    }

    public Failures failures() {
        return file.failures();
    }

    /// How long each model of the step may take, in the words of the rule that took it, else in those of `failures.slow`;
    /// null where neither says.
    public @Nullable Duration slowAfter(Routed decision) {
        var own = terms(decision).slowAfter();
        return own == null ? file.failures().slowAfter() : own;
    }

    /// What the rule that took the step expects of an answer; null where it expects nothing.
    public @Nullable Expectation expected(Routed decision) {
        return terms(decision).expected();
    }

    private RoutingFile.Terms terms(Routed decision) {
        return terms.getOrDefault(decision.rule(), RoutingFile.Terms.NONE);
    }

    public Switching switching() {
        return file.switching();
    }

    public MoneyLimits money() {
        return file.money();
    }

    /// The first rule that matches and has candidates left.
    public RouteDecision route(Facts facts, Obstacles obstacles) {
        var selection = new Selection(file.filters(), facts, obstacles);
        for (var rule : file.rules()) {
            var candidates = selection.candidates(rule);
            if (!candidates.isEmpty()) {
                return routed(rule, candidates, selection);
            }
        }
        return new NoRoute(revision(), selection.considered());
    }

    /// The models of the group, or the model, that a caller asked for by name: the filters bind them as any other.
    ///
    /// The decision's rule is `asked:NAME`.
    public RouteDecision routeTo(String groupOrModel, Facts facts, Obstacles obstacles) {
        var selection = new Selection(file.filters(), facts, obstacles);
        var name = "asked:" + groupOrModel;
        var target = target(groupOrModel);
        if (target == null) {
            selection.pass(new Passed(
                    name, new Place(file.title().file(), 1, 1), "", "there is no group and no model of that name"));
            return new NoRoute(revision(), selection.considered());
        }
        var rule = new Rule(name, target.place(), null, target, List.of(), RoutingFile.Terms.NONE);
        var candidates = selection.candidates(rule);
        return candidates.isEmpty() ? new NoRoute(revision(), selection.considered()) : routed(rule, candidates, selection);
    }

    /// The models of a decision as a chain that begins with the first.
    public FallbackChain chain(Routed decision) {
        var otherwise = terms(decision).otherwise();
        var failures = otherwise == null
                ? file.failures()
                : file.failures().withUnfit(new Failures.Use(otherwise.text(), otherwise.names()));
        return new FallbackChain(decision, failures, decision.candidates(), List.of());
    }

    private Routed routed(Rule rule, List<Candidate> candidates, Selection selection) {
        var instead = new EnumMap<FailureKind, List<Candidate>>(FailureKind.class);
        file.instead().forEach((failure, target) ->
                instead.put(failure, selection.candidates("failures." + failure.word(), target)));
        var otherwise = rule.terms().otherwise();
        if (otherwise != null) {
            instead.put(FailureKind.UNFIT, selection.candidates(rule.name() + ".otherwise", otherwise));
        }
        return new Routed(
                revision(),
                new Taken(rule.name(), rule.place(), RoutingFile.text(rule.when()), rule.tools()),
                candidates,
                instead,
                selection.considered());
    }

    private @Nullable Target target(String groupOrModel) {
        var group = file.groups().get(groupOrModel);
        if (group != null || !ModelName.isValid(groupOrModel)) {
            return group;
        }
        var model = models.models().get(new ModelName(groupOrModel));
        return model == null ? null : new Target(groupOrModel, new Place(file.title().file(), 1, 1), List.of(model));
    }
}
