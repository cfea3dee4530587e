package signalbox.app.management;

import org.apache.catalina.core.StandardHost;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerResponse;
import signalbox.database.Database;
import signalbox.policy.LiveRulebook;

/// The management endpoints; Spring Boot's actuator serves `/actuator/health`, `/actuator/info` and
/// `/actuator/prometheus`.
@Configuration(proxyBeanMethods = false)
public class ManagementConfiguration {
    @Bean
    FilterRegistrationBean<LoopbackFilter> loopbackFilter() {
        var filter = new FilterRegistrationBean<>(new LoopbackFilter());
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return filter;
    }

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> bareErrors() {
        return tomcat -> tomcat.addContextCustomizers(context -> {
            if (context.getParent() instanceof StandardHost host) {
                host.setErrorReportValveClass(JsonErrorValve.class.getName());
            }
        });
    }

    @Bean
    RouterFunction<ServerResponse> healthRoute(Database database, LiveRulebook rulebook) {
        return new HealthRoute(database, rulebook).route();
    }

    @Bean
    DatabaseHealthIndicator databaseHealthIndicator(Database database) {
        return new DatabaseHealthIndicator(database);
    }

    @Bean
    MigrationHealthIndicator migrationsHealthIndicator(Database database) {
        return new MigrationHealthIndicator(database);
    }

    @Bean
    PolicyHealthIndicator policiesHealthIndicator(ObjectProvider<LiveRulebook> rulebook) {
        return new PolicyHealthIndicator(rulebook::getIfAvailable);
    }

    @Bean
    PolicyInfoContributor policyInfoContributor(LiveRulebook rulebook) {
        return new PolicyInfoContributor(rulebook);
    }
}
