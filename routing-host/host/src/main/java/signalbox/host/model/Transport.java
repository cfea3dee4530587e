package signalbox.host.model;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import signalbox.host.wire.ProviderReply;
import signalbox.http.client.AddressPolicy;
import signalbox.http.client.Deadline;
import signalbox.http.client.EventStreamReader;
import signalbox.http.client.HttpFailure;
import signalbox.http.client.HttpRequest;
import signalbox.http.client.HttpResponse;
import signalbox.http.client.OutgoingHttp;

/// The connections to providers: `OutgoingHttp` with their rules. A provider's address is in the catalogue, so it may be
/// private; what became of a request is a value, worded for the ledger.
public final class Transport implements AutoCloseable {
    private static final int LARGEST = 32 << 20;

    private final OutgoingHttp http = new OutgoingHttp();
    private final int largest;

    public Transport() {
        this(LARGEST);
    }

    /// @param largest bytes of an answer at most
    Transport(int largest) {
        this.largest = largest;
    }

    /// Takes one event of an answer.
    @FunctionalInterface
    interface EventReader {
        /// @return whether there may be more
        boolean next(String data);
    }

    /// Posts JSON and waits for the whole answer. Interrupting the waiting virtual thread closes the connection.
    ///
    /// @param within for everything: name lookup, connecting, sending, and the last byte of the answer
    ExchangeResult post(URI uri, Map<String, String> headers, String json, Duration within) {
        return sent(uri, headers, json, within, this::read);
    }

    /// The same where an answer in events is asked for; one that comes whole all the same is read whole. Of events the
    /// reply has no body: whoever took them has it.
    ExchangeResult stream(URI uri, Map<String, String> headers, String json, Duration within, EventReader events) {
        return sent(uri, headers, json, within, response -> isEvents(response) ? read(response, events) : read(response));
    }

    private ExchangeResult sent(
            URI uri, Map<String, String> headers, String json, Duration within, OutgoingHttp.Reader<ProviderReply> reader) {
        var all = new TreeMap<>(headers);
        all.put("Content-Type", "application/json");
        var request = HttpRequest.post(new AddressPolicy.Configured(uri), all, json);
        try {
            return new ExchangeResult.Got(http.exchange(request, Deadline.in(within), reader));
        } catch (HttpFailure failure) {
            return failed(failure, uri);
        }
    }

    @Override
    public void close() {
        http.close();
    }

    private ProviderReply read(HttpResponse response) throws IOException {
        var text = new String(response.bytes(largest), StandardCharsets.UTF_8);
        var headers = new TreeMap<String, String>();
        response.headers().forEach((name, lines) -> headers.put(name, lines.getFirst()));
        return ProviderReply.of(response.status(), headers, text);
    }

    private static boolean isEvents(HttpResponse response) {
        return response.status() == 200
                && response.headers().getOrDefault("content-type", List.of()).stream()
                        .anyMatch(type -> type.toLowerCase(Locale.ROOT).startsWith("text/event-stream"));
    }

    private static ProviderReply read(HttpResponse response, EventReader events) throws IOException {
        var reader = new EventStreamReader(response.body());
        for (var event = reader.next(); event != null && events.next(event.data()); event = reader.next()) {}
        return ProviderReply.of(response.status(), Map.of(), "");
    }

    private static ExchangeResult failed(HttpFailure failure, URI uri) {
        var host = uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort());
        return switch (failure.kind()) {
            case LATE -> new ExchangeResult.Late();
            case CANCELLED, CLOSED -> new ExchangeResult.Broken("the host stopped waiting");
            case NO_SUCH_HOST -> new ExchangeResult.Broken("no such host: " + host);
            case NO_CONNECTION -> new ExchangeResult.Broken("cannot connect to " + host);
            case TLS -> new ExchangeResult.Broken("TLS with " + host + " failed: " + cause(failure).getMessage());
            case BROKEN -> new ExchangeResult.Broken(
                    "the connection to " + host + " broke: " + cause(failure).getClass().getSimpleName());
            case TOO_LARGE, NOT_PUBLIC, FORBIDDEN, UNREADABLE -> new ExchangeResult.Broken(failure.reason());
        };
    }

    private static Throwable cause(HttpFailure failure) {
        return failure.getCause() == null ? failure : failure.getCause();
    }
}
