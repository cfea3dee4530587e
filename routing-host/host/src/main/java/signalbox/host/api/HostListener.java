package signalbox.host.api;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import signalbox.host.api.error.ErrorFormat;
import signalbox.host.api.request.RequestBody;
import signalbox.http.server.CrossOrigin;
import signalbox.http.server.HostAndOriginRule;
import signalbox.http.server.HttpEdge;
import signalbox.http.server.HttpLimits;
import signalbox.identity.Authenticator;
import signalbox.identity.bearer.BearerGate;
import signalbox.identity.bearer.PresentedToken;
import signalbox.identity.challenge.ResourceServer;

/// The host's HTTP listener: one edge, with a virtual thread per request. `HostRequests` says what happens to each.
public final class HostListener implements AutoCloseable {
    /// The host is one protected resource, named by this path.
    public static final String RESOURCE = "/v1";

    /// Those that a page sends and reads; OpenAI's and Anthropic's clients add some of their own that begin with `x-stainless-`.
    private static final CrossOrigin.Headers HEADERS = new CrossOrigin.Headers(
            List.of(
                    "authorization", "content-type", "accept", "last-event-id", "prefer", "idempotency-key", "x-signalbox-*",
                    "x-stainless-*", "openai-organization", "openai-project", "x-api-key", "anthropic-version", "anthropic-beta",
                    "anthropic-dangerous-direct-browser-access"),
            List.of(
                    "X-Signalbox-Run", "X-Signalbox-Model", "X-Signalbox-Rule", "X-Signalbox-Cost", "X-Signalbox-Policy",
                    "x-should-retry", "Retry-After", "WWW-Authenticate"));

    private final HttpEdge edge;

    private HostListener(HttpEdge edge) {
        this.edge = edge;
    }

    public static HostListener open(HostSettings settings, Authenticator authenticator, ResourceServer server, HostApi api) {
        var hostAndOrigin = new HostAndOriginRule(settings.hosts(), new CrossOrigin(settings.origins(), HEADERS));
        var gates = new EnumMap<ErrorFormat, BearerGate>(ErrorFormat.class);
        for (var format : ErrorFormat.values()) {
            gates.put(format, new BearerGate(
                    hostAndOrigin, authenticator, server, new HostRefusals(server.advice(), format), token(format)));
        }
        return new HostListener(HttpEdge.open(
                "host", new InetSocketAddress(settings.bind(), settings.port()), HttpLimits.usual(RequestBody.MAX_BYTES),
                new HostRequests(gates, api)));
    }

    /// Anthropic's older clients send the key as it is, its newer ones as a bearer token.
    private static PresentedToken token(ErrorFormat format) {
        return switch (format) {
            case OPENAI -> new PresentedToken.Bearer();
            case ANTHROPIC -> new PresentedToken.BearerOrKey("x-api-key");
        };
    }

    public int port() {
        return edge.port();
    }

    @Override
    public void close() {
        edge.close();
    }

    /// Takes no new request and lets those that are being served end within this time.
    public void close(Duration patience) {
        edge.close(patience);
    }
}
