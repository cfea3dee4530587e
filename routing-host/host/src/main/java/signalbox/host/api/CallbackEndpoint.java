package signalbox.host.api;

import java.nio.charset.StandardCharsets;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;
import signalbox.host.tool.ask.Consents;

/// `GET /v1/oauth/callback`: where a browser comes back to with an authorization. It has no token; what it is shown is of
/// use only to the caller of the run that waits for it.
final class CallbackEndpoint {
    private final Consents consents;

    CallbackEndpoint(Consents consents) {
        this.consents = consents;
    }

    ServerResponse returned(ServerRequest request) {
        var query = request.servletRequest().getQueryString();
        var code = query == null ? null : consents.returned(query);
        return code == null
                ? text(400, "Nobody waits for this authorization, or it was brought here before.\n")
                : text(200, "Almost done. Give this code to the application that sent you here, and to nobody else:\n\n    "
                        + code + "\n\nYou may close this page.\n");
    }

    private static ServerResponse text(int status, String text) {
        return ServerResponse.status(HttpStatusCode.valueOf(status))
                .contentType(new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8))
                .header("X-Content-Type-Options", "nosniff")
                .header("Cache-Control", "no-store")
                .header("Referrer-Policy", "no-referrer")
                .header("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
                .build((_, response) -> {
                    response.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
                    return null;
                });
    }
}
