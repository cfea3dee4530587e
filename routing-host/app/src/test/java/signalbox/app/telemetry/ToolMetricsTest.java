package signalbox.app.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import signalbox.kit.telemetry.McpOperation;
import signalbox.kit.telemetry.PermissionOutcome;

class ToolMetricsTest {
    private static final int MANY = 1_000;

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final ToolMetrics metrics = new ToolMetrics(registry, Measured.BOUNDS);

    @Test
    void aRequestCountsUnderTheNamesOfTheConventions() {
        metrics.answered(new McpOperation("tools/call", "retail.get_order_details", "", null, Duration.ofMillis(15)));
        metrics.answered(new McpOperation("tools/list", null, "-32602", null, Duration.ofMillis(1)));

        assertThat(registry.scrape())
                .contains("mcp_server_operation_duration_seconds_bucket{error_type=\"none\",gen_ai_tool_name=\"retail.get_order_details\","
                        + "mcp_method_name=\"tools/call\",le=\"0.02\"} 1")
                .contains("mcp_server_operation_duration_seconds_count{error_type=\"-32602\",gen_ai_tool_name=\"none\","
                        + "mcp_method_name=\"tools/list\"} 1");
    }

    @Test
    void denialsCountByCallerAndAllDecisionsByWhatBecameOfThem() {
        metrics.decided(new PermissionOutcome("agent:a", "allow", "ok"));
        metrics.decided(new PermissionOutcome("agent:a", "deny", "denied"));
        metrics.decided(new PermissionOutcome("agent:a", "ask", "denied"));

        assertThat(registry.get("signalbox.permission.decisions").tag("signalbox.decision", "allow").tag("signalbox.outcome", "ok").counter().count())
                .isEqualTo(1);
        assertThat(registry.get("signalbox.permission.denials").tag("signalbox.principal", "agent:a").counter().count()).isEqualTo(2);
    }

    @Test
    void aThousandNamesDoNotMakeAThousandSeries() {
        for (int i = 0; i < MANY; i++) {
            metrics.answered(new McpOperation("tools/call", "retail.tool_" + i, "", null, Duration.ofMillis(1)));
            metrics.decided(new PermissionOutcome("agent:" + i, "deny", "denied"));
        }

        assertThat(registry.getMeters()).hasSizeLessThan(30);
        assertThat(registry.get("signalbox.permission.denials").tag("signalbox.principal", "_OTHER").counter().count()).isEqualTo(MANY - 10);
        assertThat(registry.get("mcp.server.operation.duration").tag("gen_ai.tool.name", "_OTHER").timer().count()).isEqualTo(MANY - 10);
    }
}
