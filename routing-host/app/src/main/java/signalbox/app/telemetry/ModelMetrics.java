package signalbox.app.telemetry;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import signalbox.app.config.SignalboxProperties;
import signalbox.host.telemetry.EndedRun;
import signalbox.host.telemetry.ModelRequest;
import signalbox.host.telemetry.ModelTelemetry;

/// The host's metrics.
final class ModelMetrics implements ModelTelemetry {
    private static final double NANO = 1e-9;
    private static final int MOST_POLICIES = 20;

    private final LabelledMeters<Timer> durations;
    private final LabelledMeters<DistributionSummary> tokens;
    private final LabelledMeters<Counter> costs;
    private final LabelledMeters<Counter> costsOfPrincipals;
    private final LabelledMeters<Counter> routes;
    private final LabelledMeters<Timer> runs;
    private final Timer overhead;
    private final BoundedLabel models;
    private final BoundedLabel principals;
    private final BoundedLabel rules;
    private final BoundedLabel policies = new BoundedLabel(MOST_POLICIES);

    ModelMetrics(MeterRegistry registry, SignalboxProperties.Metrics bounds) {
        models = new BoundedLabel(bounds.models());
        principals = new BoundedLabel(bounds.principals());
        rules = new BoundedLabel(bounds.rules());
        durations = new LabelledMeters<>(List.of(SemanticConventions.OPERATION, SemanticConventions.PROVIDER, SemanticConventions.MODEL, SemanticConventions.ERROR), tags ->
                Timer.builder("gen_ai.client.operation.duration")
                        .description("GenAI operation duration.")
                        .tags(tags)
                        .serviceLevelObjectives(SemanticConventions.modelSeconds())
                        .register(registry));
        tokens = new LabelledMeters<>(List.of(SemanticConventions.OPERATION, SemanticConventions.PROVIDER, SemanticConventions.MODEL, SemanticConventions.TOKEN_TYPE), tags ->
                DistributionSummary.builder("gen_ai.client.token.usage")
                        .description("Number of input and output tokens used.")
                        .tags(tags)
                        .serviceLevelObjectives(SemanticConventions.tokens())
                        .register(registry));
        costs = new LabelledMeters<>(List.of(SemanticConventions.PROVIDER, SemanticConventions.MODEL), tags ->
                Counter.builder("signalbox.cost").description("What models have cost.").baseUnit("usd").tags(tags).register(registry));
        costsOfPrincipals = new LabelledMeters<>(List.of("signalbox.principal"), tags ->
                Counter.builder("signalbox.principal.cost").description("What callers have spent on models.").baseUnit("usd").tags(tags).register(registry));
        routes = new LabelledMeters<>(List.of("signalbox.rule"), tags ->
                Counter.builder("signalbox.routing.decisions").description("Steps by the routing rule that took them.").tags(tags).register(registry));
        runs = new LabelledMeters<>(List.of(SemanticConventions.WORKFLOW, SemanticConventions.ERROR), tags ->
                Timer.builder("gen_ai.workflow.duration")
                        .description("Duration of runs and chats.")
                        .tags(tags)
                        .serviceLevelObjectives(SemanticConventions.modelSeconds())
                        .register(registry));
        overhead = Timer.builder("signalbox.host.overhead")
                .description("The host's own time in a run or chat: without waiting for models, tools and people.")
                .serviceLevelObjectives(SemanticConventions.seconds(
                        0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1))
                .register(registry);
    }

    @Override
    public void settled(ModelRequest request) {
        var provider = SemanticConventions.provider(request.model().provider());
        var model = models.of(request.model().id());
        durations.with(request.operation(), provider, model, error(request.outcome())).record(request.took());
        var usage = request.usage();
        if (usage.input() > 0 || usage.output() > 0) {
            tokens.with(request.operation(), provider, model, "input").record((double) usage.input());
            tokens.with(request.operation(), provider, model, "output").record((double) usage.output());
        }
        double usd = request.cost().nano() * NANO;
        costs.with(provider, model).increment(usd);
        costsOfPrincipals.with(principals.of(request.caller())).increment(usd);
    }

    @Override
    public void routed(String rule) {
        routes.with(rule.isEmpty() ? SemanticConventions.NONE : rules.of(rule)).increment();
    }

    @Override
    public void ended(EndedRun run) {
        runs.with(policies.of(run.policy()), run.status().equals("completed") ? SemanticConventions.NONE : run.status()).record(run.took());
        var own = run.took().minus(run.waited());
        overhead.record(own.isNegative() ? Duration.ZERO : own);
    }

    /// An answer, or a refusal by the model, is no failure of the request.
    static String error(String outcome) {
        return outcome.equals("ok") || outcome.equals("refused") ? SemanticConventions.NONE : outcome;
    }
}
