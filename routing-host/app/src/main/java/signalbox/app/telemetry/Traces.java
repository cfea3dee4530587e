package signalbox.app.telemetry;

import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import signalbox.host.telemetry.EndedRun;
import signalbox.host.telemetry.ModelRequest;
import signalbox.host.telemetry.ModelTelemetry;
import signalbox.kit.telemetry.McpOperation;
import signalbox.kit.telemetry.PermissionOutcome;
import signalbox.kit.telemetry.ToolTelemetry;

/// Spans of runs, of requests to models, and of requests to the MCP servers, made when each has ended. One run is one
/// trace: its id follows from the run's, so that host and servers agree on it without telling each other.
///
/// Nothing that callers, models or tools wrote is in a span.
final class Traces implements ModelTelemetry, ToolTelemetry, AutoCloseable {
    private static final Duration FLUSH = Duration.ofSeconds(2);

    private final SdkTracerProvider provider;
    private final Tracer tracer;
    private final InstantSource clock;

    private Traces(SdkTracerProvider provider, InstantSource clock) {
        this.provider = provider;
        this.clock = clock;
        tracer = provider.get("signalbox");
    }

    /// @param endpoint takes OTLP over HTTP
    /// @param sample the share of traces that are sent; a trace is sent whole or not at all
    static Traces to(URI endpoint, double sample, InstantSource clock) {
        var exporter = OtlpHttpSpanExporter.builder().setEndpoint(endpoint.toString()).build();
        return new Traces(
                SdkTracerProvider.builder()
                        .setResource(Resource.builder().put("service.name", "signalbox").build())
                        .setIdGenerator(new RunSpanIds())
                        .setSampler(Sampler.traceIdRatioBased(sample))
                        .addSpanProcessor(BatchSpanProcessor.builder(exporter).build())
                        .build(),
                clock);
    }

    @Override
    public void settled(ModelRequest request) {
        var model = request.model();
        var error = ModelMetrics.error(request.outcome());
        write(new Ended(request.operation() + " " + model.id(), SpanKind.CLIENT, request.run(), request.took(), error), Map.of(
                SemanticConventions.OPERATION, request.operation(),
                SemanticConventions.PROVIDER, SemanticConventions.provider(model.provider()),
                SemanticConventions.MODEL, model.id(),
                "gen_ai.usage.input_tokens", request.usage().input(),
                "gen_ai.usage.output_tokens", request.usage().output(),
                "signalbox.run", request.run(),
                "signalbox.principal", request.caller(),
                "signalbox.cost.usd", request.cost().usd().doubleValue()));
    }

    @Override
    public void routed(String rule) {}

    @Override
    public void ended(EndedRun run) {
        var error = run.status().equals("completed") ? SemanticConventions.NONE : run.status();
        RunSpanIds.asRoot(run.run(), () ->
                write(new Ended("invoke_workflow " + run.policy(), SpanKind.INTERNAL, null, run.took(), error), Map.of(
                        SemanticConventions.OPERATION, "invoke_workflow",
                        SemanticConventions.WORKFLOW, run.policy(),
                        "signalbox.run", run.run())));
    }

    @Override
    public void answered(McpOperation operation) {
        var error = operation.error().isEmpty() ? SemanticConventions.NONE : operation.error();
        var tool = operation.tool();
        var name = operation.method() + (tool == null ? "" : " " + tool);
        write(new Ended(name, SpanKind.SERVER, operation.run(), operation.took(), error), tool == null
                ? Map.of(SemanticConventions.MCP_METHOD, operation.method())
                : Map.of(
                        SemanticConventions.MCP_METHOD, operation.method(),
                        SemanticConventions.OPERATION, SemanticConventions.EXECUTE_TOOL,
                        SemanticConventions.TOOL, tool));
    }

    @Override
    public void decided(PermissionOutcome decision) {}

    /// Sends what is waiting.
    @Override
    public void close() {
        provider.shutdown().join(FLUSH.toMillis(), TimeUnit.MILLISECONDS);
    }

    /// @param run whose trace it belongs to, or null for one of its own
    private record Ended(String name, SpanKind kind, @Nullable String run, Duration took, String error) {}

    private void write(Ended ended, Map<String, Object> attributes) {
        var end = clock.instant();
        var builder = tracer.spanBuilder(ended.name())
                .setSpanKind(ended.kind())
                .setParent(ended.run() == null ? Context.root() : RunSpanIds.within(ended.run()))
                .setStartTimestamp(end.minus(ended.took()));
        attributes.forEach((key, value) -> {
            switch (value) {
                case Long number -> builder.setAttribute(key, number);
                case Double number -> builder.setAttribute(key, number);
                default -> builder.setAttribute(key, value.toString());
            }
        });
        if (!ended.error().equals(SemanticConventions.NONE)) {
            builder.setAttribute(SemanticConventions.ERROR, ended.error());
        }
        var span = builder.startSpan();
        if (!ended.error().equals(SemanticConventions.NONE)) {
            span.setStatus(StatusCode.ERROR);
        }
        span.end(end);
    }
}
