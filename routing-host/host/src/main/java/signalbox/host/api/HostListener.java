package signalbox.host.api;

import jakarta.servlet.Filter;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.catalina.valves.ErrorReportValve;
import org.apache.tomcat.util.threads.VirtualThreadExecutor;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.Shutdown;
import org.springframework.boot.web.server.servlet.context.AnnotationConfigServletWebServerApplicationContext;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.function.support.HandlerFunctionAdapter;
import org.springframework.web.servlet.function.support.RouterFunctionMapping;
import signalbox.identity.Authenticator;
import signalbox.identity.challenge.ResourceServer;
import signalbox.identity.web.BearerChain;
import signalbox.identity.web.Guard;
import signalbox.identity.web.HostAndOrigin;

/// The host's HTTP listener: one Tomcat with a virtual thread per request. A request passes Host and Origin, then its
/// token, then comes to its endpoint.
public final class HostListener implements AutoCloseable {
    /// The host is one protected resource, named by this path.
    public static final String RESOURCE = "/v1";

    private final AnnotationConfigServletWebServerApplicationContext context;

    private HostListener(AnnotationConfigServletWebServerApplicationContext context) {
        this.context = context;
    }

    public static HostListener open(HostSettings settings, Authenticator authenticator, ResourceServer server, HostApi api) {
        var context = new AnnotationConfigServletWebServerApplicationContext();
        context.setDisplayName("host");
        context.registerBean(TomcatServletWebServerFactory.class, () -> tomcat(settings));
        context.registerBean(RouterFunctionMapping.class, () -> new RouterFunctionMapping(api.routes()));
        context.registerBean(HandlerFunctionAdapter.class);
        context.registerBean(DispatcherServlet.class);
        context.registerBean("dispatcher", ServletRegistrationBean.class,
                () -> new ServletRegistrationBean<>(context.getBean(DispatcherServlet.class), "/"));
        register(context, List.of(
                new HostAndOrigin(settings.hosts(), Set.of(), HostListener::refused),
                BearerChain.filter(new Guard(authenticator, server, RESOURCE, HostListener::refused), paths())));
        context.refresh();
        return new HostListener(context);
    }

    public int port() {
        var server = context.getWebServer();
        if (server == null) {
            throw new IllegalStateException("the host's listener has no web server");
        }
        return server.getPort();
    }

    @Override
    public void close() {
        context.close();
    }

    /// Takes no new request and lets those that are being served end within this time.
    public void close(Duration patience) {
        var server = context.getWebServer();
        var ended = new CountDownLatch(1);
        if (server != null && !patience.isZero()) {
            server.shutDownGracefully(_ -> ended.countDown());
            try {
                boolean _ = ended.await(patience.toMillis(), TimeUnit.MILLISECONDS);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
        close();
    }

    private static BearerChain.Paths paths() {
        return new BearerChain.Paths(List.of("/v1/**"), List.of("/openapi.yaml", "/openapi.json", "/v1/oauth/callback"));
    }

    private static String refused(int status, String text) {
        var type = status == 401 || status == 403 ? "authentication_error" : "invalid_request_error";
        return new ApiError(status, type, status == 401 ? "invalid_api_key" : "refused", null, text).json().toString();
    }

    private static void register(AnnotationConfigServletWebServerApplicationContext context, List<Filter> filters) {
        for (int i = 0; i < filters.size(); i++) {
            var registration = new FilterRegistrationBean<>(filters.get(i));
            registration.addUrlPatterns("/*");
            registration.setOrder(i);
            context.registerBean("filter" + i, FilterRegistrationBean.class, () -> registration);
        }
    }

    private static TomcatServletWebServerFactory tomcat(HostSettings settings) {
        var tomcat = new TomcatServletWebServerFactory(settings.port());
        tomcat.setAddress(address(settings.bind()));
        tomcat.setRegisterDefaultServlet(false);
        tomcat.setShutdown(Shutdown.GRACEFUL);
        tomcat.addProtocolHandlerCustomizers(handler -> handler.setExecutor(new VirtualThreadExecutor("host-")));
        tomcat.addConnectorCustomizers(connector -> {
            connector.setProperty("maxKeepAliveRequests", "-1");
            connector.setProperty("connectionTimeout", "20000");
        });
        tomcat.addContextCustomizers(each -> each.getParent().getPipeline().addValve(bareErrors()));
        return tomcat;
    }

    private static ErrorReportValve bareErrors() {
        var valve = new ErrorReportValve();
        valve.setShowReport(false);
        valve.setShowServerInfo(false);
        return valve;
    }

    private static InetAddress address(String bind) {
        try {
            return InetAddress.getByName(bind);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("'" + bind + "' is no address to listen on", e);
        }
    }
}
