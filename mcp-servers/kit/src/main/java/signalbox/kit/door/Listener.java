package signalbox.kit.door;

import jakarta.servlet.Filter;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.apache.catalina.valves.ErrorReportValve;
import org.apache.tomcat.util.threads.VirtualThreadExecutor;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.servlet.context.AnnotationConfigServletWebServerApplicationContext;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import signalbox.identity.web.BearerChain;
import signalbox.identity.web.Guard;
import signalbox.identity.web.HostAndOrigin;
import signalbox.identity.web.Refusals;
import signalbox.kit.McpParts;
import signalbox.kit.McpSettings;

/// The web application: one Tomcat with a virtual thread per request; nothing in it but what a request passes.
final class Listener implements AutoCloseable {
    private final AnnotationConfigServletWebServerApplicationContext context;

    private Listener(AnnotationConfigServletWebServerApplicationContext context) {
        this.context = context;
    }

    /// Opens the port; a request passes Host and Origin, the exact path and the credential, then comes to the door.
    static Listener open(McpSettings settings, McpParts parts, Door door) {
        Refusals refusals = (status, text) -> Refusal.of(status, Refusal.INVALID_REQUEST, text).body();
        var context = new AnnotationConfigServletWebServerApplicationContext();
        context.setDisplayName("mcp");
        context.registerBean(TomcatServletWebServerFactory.class, () -> tomcat(settings));
        var filters = List.of(
                new HostAndOrigin(settings.hosts(), settings.origins(), refusals),
                new Threshold(),
                BearerChain.filter(
                        Guard.ofEachPath(parts.authenticator(), parts.resources(), refusals),
                        new BearerChain.Paths(List.of("/mcp/**"), List.of())));
        for (int i = 0; i < filters.size(); i++) {
            var filter = filter(filters.get(i), i);
            context.registerBean("filter" + i, FilterRegistrationBean.class, () -> filter);
        }
        context.registerBean("door", ServletRegistrationBean.class, () -> new ServletRegistrationBean<>(door, "/"));
        context.refresh();
        return new Listener(context);
    }

    int port() {
        var server = context.getWebServer();
        if (server == null) {
            throw new IllegalStateException("the MCP listener has no web server");
        }
        return server.getPort();
    }

    @Override
    public void close() {
        context.close();
    }

    private static FilterRegistrationBean<Filter> filter(Filter filter, int order) {
        var registration = new FilterRegistrationBean<>(filter);
        registration.addUrlPatterns("/*");
        registration.setOrder(order);
        return registration;
    }

    private static TomcatServletWebServerFactory tomcat(McpSettings settings) {
        var tomcat = new TomcatServletWebServerFactory(settings.port());
        tomcat.setAddress(address(settings.bind()));
        tomcat.setRegisterDefaultServlet(false);
        tomcat.addProtocolHandlerCustomizers(handler -> handler.setExecutor(new VirtualThreadExecutor("mcp-")));
        tomcat.addConnectorCustomizers(connector -> {
            connector.setProperty("maxKeepAliveRequests", "-1");
            connector.setProperty("connectionTimeout", "20000");
        });
        tomcat.addContextCustomizers(context -> context.getParent().getPipeline().addValve(bareErrors()));
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
