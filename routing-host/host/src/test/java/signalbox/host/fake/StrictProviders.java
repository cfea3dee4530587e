package signalbox.host.fake;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import signalbox.host.wire.WireJson;
import tools.jackson.databind.node.ObjectNode;

/// Every provider of [FakeWire#all] behind one HTTP server, each below its profile's name. A request the real provider
/// would refuse is answered 400 and kept in [#refusals]; any other is answered with what the script says, in events where
/// that is asked for, unless a mishap comes first.
public final class StrictProviders implements AutoCloseable {
    private final HttpServer server;
    private final Map<String, FakeWire> wires = new TreeMap<>();
    private final List<Asked> asked = Collections.synchronizedList(new ArrayList<>());
    private final List<String> refusals = Collections.synchronizedList(new ArrayList<>());
    private final Function<Asked, Said> script;
    private final Mishaps mishaps;

    /// What goes wrong with a good request before its script is asked.
    @FunctionalInterface
    public interface Mishaps {
        Mishaps NONE = _ -> null;

        @Nullable Mishap next(String request);
    }

    /// One request that was found good.
    ///
    /// @param index from 0, over all providers
    public record Asked(int index, FakeWire wire, String model, ObjectNode request) {
        public List<String> lastResults() {
            return wire.lastResults(request);
        }

        public List<String> toolNames() {
            return wire.toolNames(request);
        }
    }

    private StrictProviders(HttpServer server, Function<Asked, Said> script, Mishaps mishaps) {
        this.server = server;
        this.script = script;
        this.mishaps = mishaps;
        FakeWire.all().forEach(wire -> wires.put(wire.profile(), wire));
    }

    /// On a free loopback port. The key each provider wants is `key-of-` and its profile.
    public static StrictProviders start(Function<Asked, Said> script) {
        return start(script, Mishaps.NONE);
    }

    public static StrictProviders start(Function<Asked, Said> script, Mishaps mishaps) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            StrictProviders providers = new StrictProviders(server, script, mishaps);
            server.createContext("/", providers::handle);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.start();
            return providers;
        } catch (IOException cannotListen) {
            throw new UncheckedIOException(cannotListen);
        }
    }

    /// The `url` of the provider that plays this profile.
    public URI url(String profile) {
        String version = profile.equals("gemini") ? "v1beta" : "v1";
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/" + profile + "/" + version);
    }

    /// Requests found good, in order.
    public List<Asked> asked() {
        return List.copyOf(asked);
    }

    /// What was refused and why; empty after a run without fault.
    public List<String> refusals() {
        return List.copyOf(refusals);
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        FakeWire wire = wires.get(path.split("/", 3)[1]);
        if (wire == null) {
            reply(exchange, 404, WireJson.object());
            return;
        }
        String query = exchange.getRequestURI().getRawQuery();
        boolean streamed = path.endsWith(":streamGenerateContent") && "alt=sse".equals(query);
        if (streamed) {
            path = path.replace(":streamGenerateContent", ":generateContent");
            query = null;
        }
        Map<String, String> headers = new TreeMap<>();
        exchange.getRequestHeaders().forEach((name, values) ->
                headers.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
        List<String> faults = new ArrayList<>(wire.faults(path, query == null ? "" : query, headers));
        String text = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        if (!(WireJson.read(text) instanceof ObjectNode request)) {
            reply(exchange, 400, wire.error("no JSON object"));
            return;
        }
        streamed |= request.path("stream").asBoolean(false);
        request.remove(List.of("stream", "stream_options"));
        faults.addAll(wire.faults(request));
        if (!faults.isEmpty()) {
            faults.forEach(fault -> refusals.add(wire.profile() + ": " + fault));
            reply(exchange, 400, wire.error(String.join("; ", faults)));
            return;
        }
        Mishap mishap = mishaps.next(text);
        if (mishap != null) {
            mishap.happen(exchange, wire, streamed);
            return;
        }
        String model = request.path("model").asString(path.replaceAll(".*/models/([^:]+):.*", "$1"));
        ObjectNode answer = wire.answer(script.apply(noted(wire, model, request)), model);
        if (streamed) {
            stream(exchange, BodyEvents.of(wire.wire(), answer));
        } else {
            reply(exchange, 200, answer);
        }
    }

    static void stream(HttpExchange exchange, List<ObjectNode> events) throws IOException {
        StringBuilder text = new StringBuilder();
        events.forEach(event -> text.append("data: ").append(WireJson.write(event)).append("\n\n"));
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private Asked noted(FakeWire wire, String model, ObjectNode request) {
        synchronized (asked) {
            Asked one = new Asked(asked.size(), wire, model, request);
            asked.add(one);
            return one;
        }
    }

    static void reply(HttpExchange exchange, int status, ObjectNode body) throws IOException {
        byte[] bytes = WireJson.write(body).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
