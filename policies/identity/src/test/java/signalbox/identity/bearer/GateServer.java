package signalbox.identity.bearer;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import signalbox.http.server.HttpEdge;
import signalbox.http.server.HttpLimits;
import signalbox.http.server.HttpReply;
import signalbox.http.server.RequestHandler;
import signalbox.http.server.RequestHead;
import signalbox.identity.challenge.ResourceMetadata;

/// A listener behind the gate under test, with a page that names the principal; asked over a raw socket, since clients mend
/// or refuse the requests that matter here. `/open` is open to anyone.
final class GateServer implements AutoCloseable {
    private final AtomicInteger reached = new AtomicInteger();
    private final BearerGate gate;
    private final String resource;
    private final HttpEdge edge;

    GateServer(BearerGate gate, String resource) {
        this.gate = gate;
        this.resource = resource;
        edge = HttpEdge.open("gate", new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), HttpLimits.usual(1 << 20), new Page());
    }

    private final class Page implements RequestHandler {
        @Override
        public @Nullable HttpReply glance(RequestHead head) {
            var turnedAway = gate.glance(head);
            boolean metadata = head.method().equals("GET") && resource.equals(ResourceMetadata.resourcePath(head.path()));
            return turnedAway == null && metadata ? gate.metadata(head, resource) : turnedAway;
        }

        @Override
        public HttpReply unfit(int status, String text) {
            return HttpReply.json(status, text);
        }

        @Override
        public Entry enter(RequestHead head) {
            return switch (gate.caller(head, resource)) {
                case Caller.Known(var principal) -> page(principal.name().toString());
                case Caller.Anonymous(var challenge) -> head.path().equals("/open") ? page("anyone") : new Entry.Refused(challenge);
                case Caller.Refused(var reply) -> new Entry.Refused(reply);
            };
        }

        private Entry page(String name) {
            return new Entry.Admitted((_, exchange) -> {
                reached.incrementAndGet();
                exchange.reply(HttpReply.of(200, "text/plain", List.of(), ("hello " + name).getBytes(UTF_8)));
            });
        }
    }

    /// Refusals as JSON.
    record Words() implements Refusals {
        @Override
        public HttpReply refusal(int status, String text) {
            return HttpReply.json(status, "{\"refused\":" + status + ",\"text\":\"" + text + "\"}");
        }

        @Override
        public String missing() {
            return "missing";
        }

        @Override
        public String notAccepted() {
            return "not accepted";
        }

        @Override
        public String unavailable() {
            return "unavailable";
        }
    }

    /// How many requests came through to the page.
    int reached() {
        return reached.get();
    }

    /// Sends these lines, with `PORT` for the port, and an empty one, and returns all that comes back.
    String ask(String... lines) throws IOException {
        try (var socket = sent(lines)) {
            return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
        }
    }

    /// Returns what comes back up to the first closing brace, while the server still waits for the rest of the request.
    String askWithoutTheRest(String... lines) throws IOException {
        var answer = new StringBuilder();
        try (var socket = sent(lines)) {
            for (int c = 0; c >= 0 && c != '}'; answer.append((char) c)) {
                c = socket.getInputStream().read();
            }
        }
        return answer.toString();
    }

    private Socket sent(String... lines) throws IOException {
        var socket = new Socket(InetAddress.ofLiteral("127.0.0.1"), edge.port());
        socket.setSoTimeout(10_000);
        var request = String.join("\r\n", lines).replace("PORT", String.valueOf(edge.port())) + "\r\nConnection: close\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(ISO_8859_1));
        return socket;
    }

    static int status(String answer) {
        return Integer.parseInt(answer.substring(9, 12));
    }

    @Override
    public void close() {
        edge.close();
    }
}
