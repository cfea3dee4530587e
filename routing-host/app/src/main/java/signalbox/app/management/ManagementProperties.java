package signalbox.app.management;

import java.util.HashMap;
import java.util.Map;
import org.springframework.core.env.MapPropertySource;

/// What is fixed about the web application of console and management; no file and no environment variable changes it.
public final class ManagementProperties {
    private ManagementProperties() {}

    /// @param port 0 for any free one
    public static MapPropertySource of(int port) {
        var fixed = new HashMap<String, Object>(Map.of(
                "server.address", "127.0.0.1",
                "server.port", port,
                "server.shutdown", "graceful",
                "server.forward-headers-strategy", "none",
                "spring.threads.virtual.enabled", true));
        fixed.putAll(Map.of(
                "management.endpoints.access.default", "read-only",
                "management.endpoints.web.exposure.include", "health,info,prometheus",
                "management.endpoints.web.discovery.enabled", false,
                "management.endpoint.health.probes.enabled", true,
                "management.endpoint.health.show-components", "always",
                "management.endpoint.health.show-details", "always",
                "management.endpoint.health.group.liveness.include", "livenessState",
                "management.endpoint.health.group.readiness.include", "readinessState,database,migrations,policies",
                "management.info.env.enabled", false));
        fixed.putAll(Map.of(
                "management.endpoint.health.validate-group-membership", true,
                "spring.mvc.problemdetails.enabled", false,
                "spring.web.resources.add-mappings", false));
        return new MapPropertySource("signalbox, fixed", fixed);
    }
}
