package signalbox.identity.web;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.descriptor.web.FilterDef;
import org.apache.tomcat.util.descriptor.web.FilterMap;

/// A Tomcat with the filters under test and, behind them, a page that names the principal; asked over a raw socket,
/// since clients mend or refuse the requests that matter here.
final class WebServer implements AutoCloseable {
    private final Tomcat tomcat = new Tomcat();
    private final AtomicInteger reached = new AtomicInteger();

    WebServer(Path directory, List<Filter> filters) throws LifecycleException {
        tomcat.setBaseDir(directory.toString());
        tomcat.setPort(0);
        tomcat.getConnector().setProperty("address", "127.0.0.1");
        var context = tomcat.addContext("", directory.toString());
        for (var filter : filters) {
            var definition = new FilterDef();
            definition.setFilter(filter);
            definition.setFilterName(filter.getClass().getName());
            context.addFilterDef(definition);
            var map = new FilterMap();
            map.setFilterName(definition.getFilterName());
            map.addURLPattern("/*");
            context.addFilterMap(map);
        }
        Tomcat.addServlet(context, "page", new Page()).addMapping("/");
        tomcat.start();
    }

    private final class Page extends HttpServlet {
        private static final long serialVersionUID = 1;

        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
            reached.incrementAndGet();
            var principal = request.getRequestURI().startsWith("/open") ? "anyone" : BearerChain.principal().getName();
            response.getWriter().write("hello " + principal);
        }
    }

    int port() {
        return tomcat.getConnector().getLocalPort();
    }

    /// How many requests came through to the page.
    int reached() {
        return reached.get();
    }

    /// Sends these lines, with `PORT` for the port, and an empty one, and returns all that comes back.
    String ask(String... lines) throws IOException {
        try (var socket = sent(lines)) {
            return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
        }
    }

    /// Returns what comes back up to the first closing brace, while the server still waits for the rest of the request.
    String askWithoutTheRest(String... lines) throws IOException {
        var answer = new StringBuilder();
        try (var socket = sent(lines)) {
            for (int c = 0; c >= 0 && c != '}'; answer.append((char) c)) {
                c = socket.getInputStream().read();
            }
        }
        return answer.toString();
    }

    private Socket sent(String... lines) throws IOException {
        var socket = new Socket(InetAddress.ofLiteral("127.0.0.1"), port());
        socket.setSoTimeout(10_000);
        var request = String.join("\r\n", lines).replace("PORT", String.valueOf(port())) + "\r\nConnection: close\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(ISO_8859_1));
        return socket;
    }

    static int status(String answer) {
        return Integer.parseInt(answer.substring(9, 12));
    }

    @Override
    public void close() throws LifecycleException {
        tomcat.stop();
        tomcat.destroy();
    }
}
