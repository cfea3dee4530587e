package signalbox.identity.web;

import static java.nio.charset.StandardCharsets.UTF_8;

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
        var body = body(status, text).getBytes(UTF_8);
        response.setContentLength(body.length);
        if (!request.getMethod().equals("HEAD")) {
            response.getOutputStream().write(body);
        }
        // Otherwise the server would wait for the body of the request first.
        response.flushBuffer();
    }
}
