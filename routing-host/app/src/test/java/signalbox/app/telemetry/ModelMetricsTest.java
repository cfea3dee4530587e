package signalbox.app.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import signalbox.host.telemetry.EndedRun;

class ModelMetricsTest {
    private static final int MANY = 1_000;

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final ModelMetrics metrics = new ModelMetrics(registry, Measured.BOUNDS);

    @Test
    void aRequestCountsUnderTheNamesOfTheConventions() {
        metrics.settled(Measured.request("gemini-pro", "agent:a", "ok"));

        var common = "gen_ai_operation_name=\"chat\",gen_ai_provider_name=\"gcp.gemini\",gen_ai_request_model=\"gemini-pro\"";
        assertThat(registry.scrape())
                .contains("gen_ai_client_operation_duration_seconds_count{error_type=\"none\"," + common + "} 1")
                .contains("gen_ai_client_operation_duration_seconds_bucket{error_type=\"none\"," + common + ",le=\"0.64\"} 0")
                .contains("gen_ai_client_operation_duration_seconds_bucket{error_type=\"none\"," + common + ",le=\"1.28\"} 1")
                .contains("gen_ai_client_token_usage_sum{" + common + ",gen_ai_token_type=\"input\"} 900.0")
                .contains("gen_ai_client_token_usage_sum{" + common + ",gen_ai_token_type=\"output\"} 60.0")
                .contains("gen_ai_client_token_usage_bucket{" + common + ",gen_ai_token_type=\"output\",le=\"64.0\"} 1");
        assertThat(registry.get("signalbox.cost").counter().count()).isCloseTo(0.000345, within(1e-12));
        assertThat(registry.get("signalbox.principal.cost").tag("signalbox.principal", "agent:a").counter().count())
                .isCloseTo(0.000345, within(1e-12));
    }

    @Test
    void aFailureIsAnErrorAndARefusalIsNot() {
        metrics.settled(Measured.request("m", "agent:a", "slow"));
        metrics.settled(Measured.request("m", "agent:a", "refused"));

        assertThat(registry.get("gen_ai.client.operation.duration").tag("error.type", "slow").timer().count()).isEqualTo(1);
        assertThat(registry.get("gen_ai.client.operation.duration").tag("error.type", "none").timer().count()).isEqualTo(1);
    }

    @Test
    void theHostsOwnTimeIsWhatNobodyWasWaitedFor() {
        metrics.ended(new EndedRun("run_1", "support-desk", "completed", Duration.ofMillis(1_003), Duration.ofSeconds(1)));

        assertThat(registry.get("signalbox.host.overhead").timer().totalTime(TimeUnit.MILLISECONDS)).isEqualTo(3);
        assertThat(registry.get("gen_ai.workflow.duration").tag("gen_ai.workflow.name", "support-desk").timer().count()).isEqualTo(1);
    }

    @Test
    void aThousandNamesDoNotMakeAThousandSeries() {
        for (int i = 0; i < MANY; i++) {
            metrics.settled(Measured.request("model-" + i, "agent:" + i, "ok"));
            metrics.routed("rule-" + i);
            metrics.ended(new EndedRun("run_" + i, "policy-" + i, "completed", Duration.ofMillis(1), Duration.ZERO));
        }

        assertThat(registry.getMeters()).hasSizeLessThan(120);
        assertThat(registry.get("signalbox.cost").tag("gen_ai.request.model", "_OTHER").counter().count())
                .isCloseTo((MANY - 10) * 0.000345, within(1e-9));
        assertThat(registry.get("signalbox.principal.cost").tag("signalbox.principal", "_OTHER").counter().count())
                .isCloseTo((MANY - 10) * 0.000345, within(1e-9));
        assertThat(registry.get("signalbox.routing.decisions").tag("signalbox.rule", "_OTHER").counter().count()).isEqualTo(MANY - 10);
        assertThat(registry.find("gen_ai.client.operation.duration").timers()).hasSize(11);
    }
}
