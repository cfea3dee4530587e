package signalbox.identity.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/// How a listener words a request that it turns away, in its callers' own format.
@FunctionalInterface
public interface Refusals {
    /// The JSON body of a refusal.
    String body(int status, String text);

    /// Answers the request with this refusal, unless an answer has already gone out.
    default void refuse(HttpServletRequest request, HttpServletResponse response, int status, String text)
            throws IOException {
        if (response.isCommitted()) {
            return;
        }
        response.resetBuffer();
        response.setStatus(status);
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Cache-Control", "no-store");
        response.setContentType("application/json");
        response.setCharacterEncoding("UTF-8");
        if (!request.getMethod().equals("HEAD")) {
            response.getWriter().write(body(status, text));
        }
    }
}
