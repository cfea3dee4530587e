package signalbox.kit.door;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/// Writes what a request is told that gets no further.
final class Answers {
    private Answers() {}

    static void refuse(HttpServletResponse response, Refusal refusal) throws IOException {
        if (response.isCommitted()) {
            return;
        }
        response.resetBuffer();
        response.setStatus(refusal.status());
        if (refusal.status() == 405) {
            response.setHeader("Allow", "POST, GET, DELETE");
        }
        if (refusal.status() == 429) {
            response.setHeader("Retry-After", "60");
        }
        response.setContentType("application/json");
        var body = refusal.body().getBytes(StandardCharsets.UTF_8);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
