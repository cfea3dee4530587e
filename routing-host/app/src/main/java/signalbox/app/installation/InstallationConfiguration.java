package signalbox.app.installation;

import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import signalbox.app.config.SignalboxProperties;
import signalbox.app.start.InstallationOptions;
import signalbox.app.start.Prerequisites;
import signalbox.database.Database;
import signalbox.identity.AgentTokens;
import signalbox.identity.Authenticator;
import signalbox.identity.CallerAssertions;
import signalbox.identity.HostIdentity;
import signalbox.identity.HostKeys;
import signalbox.identity.issuer.IdentityPolicy;
import signalbox.policy.LiveRulebook;

/// What the MCP servers and the routing host share: the database, the rules in force, and who is calling.
@Configuration(proxyBeanMethods = false)
class InstallationConfiguration {
    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    // Whoever loaded the prerequisites closes them, after all beans are gone.
    @Bean(destroyMethod = "")
    Database database(Prerequisites prerequisites) {
        return prerequisites.database();
    }

    @Bean(destroyMethod = "")
    LiveRulebook rulebook(Prerequisites prerequisites, SignalboxProperties properties) {
        var rulebook = prerequisites.rulebook();
        rulebook.follow(properties.policies().poll());
        return rulebook;
    }

    @Bean
    IdentityPolicy identityPolicy(Prerequisites prerequisites) {
        return prerequisites.identity();
    }

    @Bean
    MigratedDatabase migratedDatabase(Database database, InstallationOptions options) {
        return MigratedDatabase.of(database, options.retail());
    }

    @Bean
    AgentTokens tokens(MigratedDatabase migrated, LiveRulebook rulebook, Clock clock) {
        return AgentTokens.watching(migrated.database(), clock,
                name -> name.equals(HostIdentity.MAIN) || rulebook.get().permissions().knows(name));
    }

    @Bean
    HostKeys hostKeys(MigratedDatabase migrated, Clock clock) {
        return HostKeys.watching(migrated.database(), clock);
    }

    @Bean
    Authenticator authenticator(AgentTokens tokens, IdentityPolicy identity, Clock clock) {
        return new Authenticator(tokens, identity, clock);
    }

    @Bean
    CallerAssertions callerAssertions(MigratedDatabase migrated, AgentTokens tokens, HostKeys keys, IdentityPolicy identity, Clock clock) {
        return new CallerAssertions(migrated.database().dataSource(), tokens, keys, identity, clock);
    }

    /// What callers may call a listener that has a URL: its name there, and its names on this machine.
    static Set<String> hosts(@Nullable URI url, int port) {
        return url == null
                ? Set.of()
                : Set.copyOf(List.of(url.getRawAuthority(), "127.0.0.1:" + port, "localhost:" + port, "[::1]:" + port));
    }
}
