package signalbox.app.installation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import signalbox.app.config.SignalboxProperties;
import signalbox.app.installation.ListenerLifecycle.Listening;
import signalbox.app.start.InstallationOptions;
import signalbox.identity.Authenticator;
import signalbox.identity.CallerAssertions;
import signalbox.identity.challenge.ResourceServer;
import signalbox.identity.issuer.IdentityPolicy;
import signalbox.kit.McpServers;
import signalbox.kit.endpoint.McpSettings;
import signalbox.kit.endpoint.ToolRules;
import signalbox.kit.feature.ToolServer;
import signalbox.kit.listener.McpParts;
import signalbox.kit.telemetry.ToolTelemetry;
import signalbox.knowledge.Knowledge;
import signalbox.policy.LiveRulebook;
import signalbox.policy.Rulebook;
import signalbox.retail.Retail;

/// The MCP servers behind their listener.
@Configuration(proxyBeanMethods = false)
class McpServerConfiguration {
    @Bean
    McpSettings mcpSettings(InstallationOptions options, IdentityPolicy identity, SignalboxProperties properties) {
        int port = options.ports().mcp();
        return new McpSettings(
                options.bind(), port, InstallationConfiguration.hosts(identity.mcp(), port), properties.allowedOrigins(), null,
                limits(properties.mcp()));
    }

    @Bean
    McpParts mcpParts(
            MigratedDatabase migrated, LiveRulebook rulebook, Callers callers, InstallationOptions options, Clock clock) {
        var database = migrated.database();
        return new McpParts(
                toolRules(rulebook), database, callers.authenticator(),
                new ResourceServer(callers.identity(), callers.identity().mcp()), callers.assertions(),
                List.of(Retail.server(database.workSource()), knowledge(options)), clock);
    }

    /// Who may be calling, and on whose behalf.
    record Callers(Authenticator authenticator, IdentityPolicy identity, CallerAssertions assertions) {}

    @Bean
    Callers callers(Authenticator authenticator, IdentityPolicy identity, CallerAssertions assertions) {
        return new Callers(authenticator, identity, assertions);
    }

    @Bean
    ListenerLifecycle mcpListener(
            McpSettings settings, McpParts parts, ToolTelemetry telemetry, SignalboxProperties properties) {
        return new ListenerLifecycle(
                ListenerLifecycle.Order.MCP_SERVERS,
                () -> {
                    var servers = McpServers.start(settings, parts, telemetry);
                    return new Listening(servers.port(), servers::close);
                },
                properties.shutdown().calls());
    }

    /// The tools and permissions of one reading of the rules, never the tools of one and the permissions of another.
    static Supplier<ToolRules> toolRules(Supplier<Rulebook> rulebook) {
        return () -> {
            var now = rulebook.get();
            return new ToolRules(now.tools(), now.permissions());
        };
    }

    private static McpSettings.Limits limits(SignalboxProperties.Mcp mcp) {
        return new McpSettings.Limits(
                Math.toIntExact(mcp.messageSize().toBytes()), mcp.callTime(), mcp.sessionIdle(), mcp.sessions(), mcp.streams(), mcp.pageSize());
    }

    private static ToolServer knowledge(InstallationOptions options) {
        try {
            return Knowledge.server(options.articles());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
