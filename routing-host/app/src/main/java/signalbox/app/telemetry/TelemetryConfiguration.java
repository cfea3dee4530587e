package signalbox.app.telemetry;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import signalbox.app.config.SignalboxProperties;
import signalbox.host.telemetry.ModelTelemetry;
import signalbox.kit.telemetry.ToolTelemetry;

/// Who is told what host and MCP servers do: metrics always, spans where an endpoint for them is configured.
@Configuration(proxyBeanMethods = false)
public class TelemetryConfiguration {
    @Bean
    @ConditionalOnProperty("signalbox.tracing.endpoint")
    Traces traces(SignalboxProperties properties, Clock clock) {
        var tracing = properties.tracing();
        var endpoint = tracing.endpoint();
        if (endpoint == null) {
            throw new IllegalStateException("tracing without an endpoint");
        }
        return Traces.to(endpoint, tracing.sample(), clock);
    }

    @Bean
    @Primary
    ModelTelemetry modelTelemetry(MeterRegistry registry, SignalboxProperties properties, ObjectProvider<Traces> traces) {
        var metrics = new ModelMetrics(registry, properties.metrics());
        var spans = traces.getIfAvailable();
        return spans == null ? metrics : new ModelFanOut(metrics, spans);
    }

    @Bean
    @Primary
    ToolTelemetry toolTelemetry(MeterRegistry registry, SignalboxProperties properties, ObjectProvider<Traces> traces) {
        var metrics = new ToolMetrics(registry, properties.metrics());
        var spans = traces.getIfAvailable();
        return spans == null ? metrics : new ToolFanOut(metrics, spans);
    }
}
