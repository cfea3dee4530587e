package signalbox.app.management;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import org.springframework.web.filter.OncePerRequestFilter;
import signalbox.http.server.HostAndOriginRule;

/// Lets in who asks for this machine by a loopback name, and no page of another site: a browser of this machine may be
/// led here under any name.
final class LoopbackFilter extends OncePerRequestFilter {
    private static final String REFUSAL = "{\"error\":\"only programs of this machine are answered, under its own name\"}\n";

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (isForUs(request)) {
            response.setHeader("X-Content-Type-Options", "nosniff");
            chain.doFilter(request, response);
            return;
        }
        response.setStatus(421);
        response.setContentType("application/json");
        response.getWriter().write(REFUSAL);
    }

    private static boolean isForUs(HttpServletRequest request) {
        List<String> hosts = Collections.list(request.getHeaders("Host"));
        return hosts.size() == 1
                && HostAndOriginRule.isLoopback(hosts.getFirst(), request.getLocalPort())
                && request.getHeader("Origin") == null;
    }
}
