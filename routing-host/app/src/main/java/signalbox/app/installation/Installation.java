package signalbox.app.installation;

import java.net.URI;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import signalbox.app.config.ConfigurationFile;
import signalbox.app.management.ManagementProperties;
import signalbox.app.start.InstallationOptions;
import signalbox.app.start.Prerequisites;
import signalbox.database.Database;
import signalbox.identity.AgentTokens;
import signalbox.policy.LiveRulebook;

/// Everything in one process: the MCP servers, the routing host, and the console with the management endpoints, each
/// behind its own listener, over one database.
public final class Installation implements AutoCloseable {
    private final ServletWebServerApplicationContext context;
    private final Prerequisites prerequisites;

    private Installation(ServletWebServerApplicationContext context, Prerequisites prerequisites) {
        this.context = context;
        this.prerequisites = prerequisites;
    }

    /// Opens every listener, or leaves nothing open. Rules and database are read and started while Spring's own
    /// classes are being loaded.
    public static Installation start(InstallationOptions options, Supplier<Database> database) {
        setUpLog();
        var loading = CompletableFuture.supplyAsync(
                () -> Prerequisites.load(options, database, System.err), work -> Thread.ofPlatform().name("prerequisites").start(work));
        try {
            var context = (ServletWebServerApplicationContext) application(options, loading).run();
            return new Installation(context, loading.join());
        } catch (RuntimeException e) {
            close(loading);
            throw StartFailure.of(e, ConfigurationFile.in(options.data()));
        }
    }

    /// Before a second thread logs; and only here, for it takes longer than what other commands do.
    private static void setUpLog() {
        var _ = LoggerFactory.getILoggerFactory();
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
    }

    /// Waits for what is being started, and stops it: a database that nobody waits for would outlive this process.
    private static void close(CompletableFuture<Prerequisites> loading) {
        try {
            loading.join().close();
        } catch (CompletionException _) {
            // It did not start; the failure is told by whoever waited for it first.
        }
    }

    public URI mcp() {
        return RoutingHostConfiguration.mcp(context.getBean("mcpListener", ListenerLifecycle.class));
    }

    public URI host() {
        return URI.create("http://127.0.0.1:" + context.getBean("hostListener", ListenerLifecycle.class).port());
    }

    public URI management() {
        var server = context.getWebServer();
        if (server == null) {
            throw new IllegalStateException("the management listener is closed");
        }
        return URI.create("http://127.0.0.1:" + server.getPort());
    }

    public AgentTokens tokens() {
        return context.getBean(AgentTokens.class);
    }

    public Database database() {
        return prerequisites.database();
    }

    public LiveRulebook rulebook() {
        return prerequisites.rulebook();
    }

    /// Lets what is being served end, closes the listeners, and stops the database.
    @Override
    public void close() {
        context.close();
        prerequisites.close();
    }

    private static SpringApplication application(InstallationOptions options, CompletableFuture<Prerequisites> loading) {
        // The log is set up by logback.xml alone.
        System.setProperty("org.springframework.boot.logging.LoggingSystem", "none");
        var application = new SpringApplication(SignalboxApplication.class);
        application.setWebApplicationType(WebApplicationType.SERVLET);
        application.setBannerMode(Banner.Mode.OFF);
        application.setLogStartupInfo(false);
        application.setRegisterShutdownHook(false);
        application.setAddCommandLineProperties(false);
        application.setDefaultProperties(Map.of("spring.config.location", "optional:classpath:/nothing/"));
        application.addInitializers(context -> {
            var environment = context.getEnvironment();
            environment.getPropertySources().addFirst(ManagementProperties.of(options.ports().console()));
            ConfigurationFile.in(options.data()).addTo(environment);
            var beans = (GenericApplicationContext) context;
            beans.registerBean(InstallationOptions.class, () -> options);
            beans.registerBean(Prerequisites.class, loading::join, bean -> bean.setDestroyMethodName(""));
        });
        return application;
    }
}
