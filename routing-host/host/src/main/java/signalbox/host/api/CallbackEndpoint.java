package signalbox.host.api;

import java.nio.charset.StandardCharsets;
import java.util.List;
import signalbox.host.api.request.ApiRequest;
import signalbox.host.tool.elicitation.Consents;
import signalbox.http.server.HttpReply;
import signalbox.http.server.HttpReply.Header;

/// `GET /v1/oauth/callback`: where a browser comes back to with an authorization. It has no token; what it is shown is of
/// use only to the caller of the run that waits for it.
final class CallbackEndpoint {
    private static final List<Header> HEADERS = List.of(
            new Header("Referrer-Policy", "no-referrer"),
            new Header("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"));

    private final Consents consents;

    CallbackEndpoint(Consents consents) {
        this.consents = consents;
    }

    void returned(ApiRequest request) {
        var query = request.head().query();
        var code = query == null ? null : consents.returned(query);
        request.reply(code == null
                ? text(400, "Nobody waits for this authorization, or it was brought here before.\n")
                : text(200, "Almost done. Give this code to the application that sent you here, and to nobody else:\n\n    "
                        + code + "\n\nYou may close this page.\n"));
    }

    private static HttpReply text(int status, String text) {
        return HttpReply.of(status, "text/plain;charset=UTF-8", HEADERS, text.getBytes(StandardCharsets.UTF_8));
    }
}
