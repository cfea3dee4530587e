package signalbox.identity.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.web.filter.OncePerRequestFilter;
import signalbox.identity.challenge.ResourceMetadata;

/// Answers what clients read before they have a token: the metadata of the listener's resource (RFC 9728, section 3).
final class MetadataFilter extends OncePerRequestFilter {
    private final Guard guard;

    MetadataFilter(Guard guard) {
        this.guard = guard;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var metadata = request.getMethod().equals("GET") ? metadata(request) : null;
        if (metadata == null) {
            chain.doFilter(request, response);
            return;
        }
        var body = metadata.json().toString().getBytes(StandardCharsets.UTF_8);
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setContentType("application/json");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    private @Nullable ResourceMetadata metadata(HttpServletRequest request) {
        var path = ResourceMetadata.resourcePath(request.getRequestURI());
        return path == null || !path.equals(guard.resource())
                ? null
                : guard.server().metadata(guard.server().resource(request.getLocalPort(), path), "Signalbox");
    }
}
