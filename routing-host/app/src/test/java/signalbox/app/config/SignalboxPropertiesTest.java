package signalbox.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.util.unit.DataSize;
import signalbox.app.config.SignalboxProperties.Host;
import signalbox.app.config.SignalboxProperties.Mcp;
import signalbox.app.config.SignalboxProperties.Metrics;
import signalbox.app.config.SignalboxProperties.Policies;
import signalbox.app.config.SignalboxProperties.Retention;
import signalbox.app.config.SignalboxProperties.Running;
import signalbox.app.config.SignalboxProperties.Shutdown;
import signalbox.app.config.SignalboxProperties.Tracing;
import signalbox.host.run.state.RunLimits;
import signalbox.kit.endpoint.McpSettings;
import signalbox.testing.Checkout;

/// Every key, every default, and that the documentation has them all.
class SignalboxPropertiesTest {
    private static final SignalboxProperties DEFAULTS = new SignalboxProperties(
            Set.of(),
            new Mcp(DataSize.ofMegabytes(1), Duration.ofSeconds(30), Duration.ofMinutes(30), 256, 256, 1_000),
            new Host(30, 100, 16, Duration.ofMinutes(2), Duration.ofHours(1), 8_192, 3, new Running(2_000, 1_000)),
            new Policies(Duration.ofMillis(150)),
            new Retention(Duration.ofDays(30)),
            new Shutdown(Duration.ofSeconds(10)),
            new Metrics(100, 100, 500, 200),
            new Tracing(null, 1.0));

    private static final Pattern ROW = Pattern.compile("(?m)^\\| `(signalbox\\.[a-z.-]+)` \\| (?:`([^`]+)`|none) \\|");

    @Test
    void whatNobodyConfigures() {
        assertThat(bound(Map.of())).isEqualTo(DEFAULTS);
    }

    @Test
    void everyKey() {
        var values = new HashMap<String, Object>();
        values.put("signalbox.allowed-origins", "http://localhost:6274, https://console.example.com");
        values.put("signalbox.mcp.message-size", "2MB");
        values.put("signalbox.mcp.call-time", "31s");
        values.put("signalbox.mcp.session-idle", "31m");
        values.put("signalbox.mcp.sessions", 257);
        values.put("signalbox.mcp.streams", 258);
        values.put("signalbox.mcp.page-size", 1_001);
        values.put("signalbox.host.steps", 31);
        values.put("signalbox.host.calls", 101);
        values.put("signalbox.host.calls-per-step", 17);
        values.put("signalbox.host.deadline", "3m");
        values.put("signalbox.host.longest-deadline", "2h");
        values.put("signalbox.host.output-tokens", 8_193);
        values.put("signalbox.host.repeats", 4);
        values.put("signalbox.host.running.all", 257);
        values.put("signalbox.host.running.per-caller", 258);
        values.put("signalbox.policies.poll", "1s");
        values.put("signalbox.retention.transcripts", "7d");
        values.put("signalbox.shutdown.calls", "0s");
        values.put("signalbox.metrics.models", 1);
        values.put("signalbox.metrics.principals", 2);
        values.put("signalbox.metrics.tools", 3);
        values.put("signalbox.metrics.rules", 4);
        values.put("signalbox.tracing.endpoint", "http://127.0.0.1:4318/v1/traces");
        values.put("signalbox.tracing.sample", 0.25);

        assertThat(values.keySet()).containsExactlyInAnyOrderElementsOf(keys());
        assertThat(bound(values)).isEqualTo(new SignalboxProperties(
                Set.of("http://localhost:6274", "https://console.example.com"),
                new Mcp(DataSize.ofMegabytes(2), Duration.ofSeconds(31), Duration.ofMinutes(31), 257, 258, 1_001),
                new Host(31, 101, 17, Duration.ofMinutes(3), Duration.ofHours(2), 8_193, 4, new Running(257, 258)),
                new Policies(Duration.ofSeconds(1)), new Retention(Duration.ofDays(7)),
                new Shutdown(Duration.ZERO),
                new Metrics(1, 2, 3, 4),
                new Tracing(URI.create("http://127.0.0.1:4318/v1/traces"), 0.25)));
    }

    @Test
    void theDocumentationHasEveryKeyWithItsDefault() throws IOException {
        var documented = new LinkedHashMap<String, Object>();
        ROW.matcher(Files.readString(Checkout.root().resolve("docs/configuration.md"))).results()
                .forEach(row -> documented.put(row.group(1), row.group(2) == null ? "" : row.group(2)));

        assertThat(documented.keySet()).containsExactlyElementsOf(keys());
        documented.values().removeIf(""::equals);
        assertThat(bound(documented)).isEqualTo(DEFAULTS);
        documented.keySet().forEach(key -> {
            var others = new HashMap<>(documented);
            others.remove(key);
            assertThat(bound(others)).isEqualTo(DEFAULTS);
        });
    }

    @Test
    void theDefaultsAreThoseOfTheRooms() {
        assertThat(new McpSettings.Limits(1 << 20, DEFAULTS.mcp().callTime(), DEFAULTS.mcp().sessionIdle(), DEFAULTS.mcp().sessions(), DEFAULTS.mcp().streams(), DEFAULTS.mcp().pageSize()))
                .isEqualTo(McpSettings.Limits.USUAL);
        var host = DEFAULTS.host();
        assertThat(new RunLimits(host.steps(), host.calls(), host.callsPerStep(), host.deadline(), host.longestDeadline(), host.outputTokens(), host.repeats(), new RunLimits.ConcurrentRuns(host.running().all(), host.running().perCaller())))
                .isEqualTo(RunLimits.USUAL);
    }

    @ParameterizedTest
    @CsvSource({
        "mcp.message-size, 100B", "mcp.call-time, 0s", "mcp.session-idle, -1s", "mcp.sessions, 0", "mcp.streams, 0", "mcp.page-size, 0", "host.steps, 0",
        "host.calls, 0", "host.calls-per-step, 0", "host.deadline, 0s", "host.longest-deadline, 0s", "host.output-tokens, 0",
        "host.repeats, 1", "host.running.all, 0", "host.running.per-caller, 0", "policies.poll, 0s", "retention.transcripts, 10m", "shutdown.calls, -1s", "metrics.models, 0", "metrics.principals, 0",
        "allowed-origins, *", "allowed-origins, null", "allowed-origins, http://localhost:6274/", "allowed-origins, localhost:6274",
        "allowed-origins, https://*.example.com", "allowed-origins, https://console.example.com:443", "allowed-origins, http://a.example:80",
        "allowed-origins, HTTPS://Console.example.com", "allowed-origins, https://user@example.com", "metrics.tools, 0", "metrics.rules, 0", "tracing.sample, 1.1"
    })
    void whatNoInstallationCanMeanIsRefused(String key, String value) {
        assertThatThrownBy(() -> bound(Map.of("signalbox." + key, value)))
                .isInstanceOf(BindException.class)
                .rootCause()
                .hasMessageStartingWith("'signalbox." + key + "' must be ");
    }

    private static SignalboxProperties bound(Map<String, ?> values) {
        return new Binder(List.of(new MapConfigurationPropertySource(values)), null, ApplicationConversionService.getSharedInstance())
                .bindOrCreate("signalbox", SignalboxProperties.class);
    }

    /// As the records have them, in their order.
    private static List<String> keys() {
        var keys = new ArrayList<String>();
        for (var part : SignalboxProperties.class.getRecordComponents()) {
            addKeys("signalbox." + kebab(part), part.getType(), keys);
        }
        return keys;
    }

    private static void addKeys(String key, Class<?> type, List<String> keys) {
        if (type.isRecord()) {
            for (var component : type.getRecordComponents()) {
                addKeys(key + "." + kebab(component), component.getType(), keys);
            }
        } else {
            keys.add(key);
        }
    }

    private static String kebab(RecordComponent component) {
        return component.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }
}
