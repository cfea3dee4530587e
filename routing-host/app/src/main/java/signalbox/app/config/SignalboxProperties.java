package signalbox.app.config;

import java.net.URI;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/// The keys under `signalbox`: bounds and addresses that are neither a policy nor an option of a command.
///
/// @param allowedOrigins of pages that may call the MCP servers and the host from a browser
@ConfigurationProperties(prefix = "signalbox", ignoreUnknownFields = false)
public record SignalboxProperties(
        @DefaultValue Set<String> allowedOrigins,
        @DefaultValue Mcp mcp,
        @DefaultValue Host host,
        @DefaultValue Policies policies,
        @DefaultValue Retention retention,
        @DefaultValue Shutdown shutdown,
        @DefaultValue Metrics metrics,
        @DefaultValue Tracing tracing) {
    public SignalboxProperties {
        allowedOrigins = Set.copyOf(allowedOrigins);
        allowedOrigins.forEach(origin -> Bounds.origin("signalbox.allowed-origins", origin));
    }

    /// The MCP servers.
    ///
    /// @param messageSize the longest message
    /// @param callTime the longest a tool may work
    /// @param sessionIdle after this long unused, a session ends
    /// @param sessions the most open sessions of one principal
    /// @param streams the most open event streams of one principal
    /// @param pageSize the most entries of a list in one answer
    public record Mcp(
            @DefaultValue("1MB") DataSize messageSize,
            @DefaultValue("30s") Duration callTime,
            @DefaultValue("30m") Duration sessionIdle,
            @DefaultValue("256") int sessions,
            @DefaultValue("256") int streams,
            @DefaultValue("1000") int pageSize) {
        public Mcp {
            Bounds.between("signalbox.mcp.message-size", messageSize.toBytes(), 1_024, 64L << 20);
            Bounds.positive("signalbox.mcp.call-time", callTime);
            Bounds.positive("signalbox.mcp.session-idle", sessionIdle);
            Bounds.between("signalbox.mcp.sessions", sessions, 1, 1_000_000);
            Bounds.between("signalbox.mcp.streams", streams, 1, 1_000_000);
            Bounds.between("signalbox.mcp.page-size", pageSize, 1, 100_000);
        }
    }

    /// The runs of the routing host.
    ///
    /// @param steps the most model turns of a run
    /// @param calls the most tool calls of a run
    /// @param callsPerStep the most tool calls of one answer
    /// @param deadline of a run whose request names none
    /// @param longestDeadline the longest that a request may name
    /// @param outputTokens of one answer where the request names no number
    /// @param repeats the same call with the same result this many times ends the run
    public record Host(
            @DefaultValue("30") int steps,
            @DefaultValue("100") int calls,
            @DefaultValue("16") int callsPerStep,
            @DefaultValue("2m") Duration deadline,
            @DefaultValue("1h") Duration longestDeadline,
            @DefaultValue("8192") long outputTokens,
            @DefaultValue("3") int repeats,
            @DefaultValue Running running) {
        public Host {
            Bounds.between("signalbox.host.steps", steps, 1, 10_000);
            Bounds.between("signalbox.host.calls", calls, 1, 100_000);
            Bounds.between("signalbox.host.calls-per-step", callsPerStep, 1, 1_000);
            Bounds.positive("signalbox.host.deadline", deadline);
            Bounds.positive("signalbox.host.longest-deadline", longestDeadline);
            Bounds.between("signalbox.host.output-tokens", outputTokens, 1, 10_000_000);
            Bounds.between("signalbox.host.repeats", repeats, 2, 1_000);
        }
    }

    /// The most runs at a time. One that waits for its caller does not count.
    ///
    /// @param perCaller of one caller
    public record Running(@DefaultValue("2000") int all, @DefaultValue("1000") int perCaller) {
        public Running {
            Bounds.between("signalbox.host.running.all", all, 1, 100_000);
            Bounds.between("signalbox.host.running.per-caller", perCaller, 1, 100_000);
        }
    }

    /// The policy files.
    ///
    /// @param poll how often they are looked at
    public record Policies(@DefaultValue("150ms") Duration poll) {
        public Policies {
            Bounds.positive("signalbox.policies.poll", poll);
        }
    }

    /// How long what is confidential is kept.
    ///
    /// @param transcripts of runs that have ended: what was said, the arguments and results of calls
    public record Retention(@DefaultValue("30d") Duration transcripts) {
        public Retention {
            Bounds.between("signalbox.retention.transcripts", transcripts.toHours(), 1, 24 * 3_650);
        }
    }

    /// The orderly end.
    ///
    /// @param calls how long requests and calls that are being served may take to end; 0 for not at all
    public record Shutdown(@DefaultValue("10s") Duration calls) {
        public Shutdown {
            Bounds.between("signalbox.shutdown.calls", calls.toMillis(), 0, Duration.ofHours(1).toMillis());
        }
    }

    /// The most different values a label of a metric may have; all further ones count together as `_OTHER`.
    public record Metrics(
            @DefaultValue("100") int models,
            @DefaultValue("100") int principals,
            @DefaultValue("500") int tools,
            @DefaultValue("200") int rules) {
        public Metrics {
            Bounds.between("signalbox.metrics.models", models, 1, 100_000);
            Bounds.between("signalbox.metrics.principals", principals, 1, 100_000);
            Bounds.between("signalbox.metrics.tools", tools, 1, 100_000);
            Bounds.between("signalbox.metrics.rules", rules, 1, 100_000);
        }
    }

    /// Where spans are sent.
    ///
    /// @param endpoint an OTLP address over HTTP, such as `http://127.0.0.1:4318/v1/traces`; none sends no spans
    /// @param sample the share of runs and calls that are traced, 0 to 1
    public record Tracing(@Nullable URI endpoint, @DefaultValue("1.0") double sample) {
        public Tracing {
            Bounds.between("signalbox.tracing.sample", sample, 0, 1);
        }
    }
}
