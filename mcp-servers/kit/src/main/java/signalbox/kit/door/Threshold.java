package signalbox.kit.door;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import signalbox.kit.desk.EndpointPath;
import signalbox.policy.permission.Endpoint;

/// Lets a request in only at an endpoint's exact path, as the client wrote it.
final class Threshold extends HttpFilter {
    private static final String ENDPOINT = Threshold.class.getName();
    private static final long serialVersionUID = 1;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Cache-Control", "no-store");
        var endpoint = EndpointPath.parse(request.getRequestURI());
        if (endpoint == null) {
            Answers.refuse(response, Refusal.of(404, Refusal.INVALID_REQUEST, "There is nothing at this path."));
        } else {
            request.setAttribute(ENDPOINT, endpoint);
            chain.doFilter(request, response);
        }
    }

    static Endpoint endpoint(HttpServletRequest request) {
        return (Endpoint) request.getAttribute(ENDPOINT);
    }
}
