package signalbox.host.fake;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import signalbox.host.wire.WireJson;
import tools.jackson.databind.node.ObjectNode;

/// What becomes of a good request where a provider fails. None of it may be taken for an answer, and no call in it made.
public enum Mishap {
    OVERLOADED,
    RATE_LIMITED,
    NOTHING,
    PAGE,
    HALF_JSON,
    ERROR_BESIDE_200,
    CLOSED,
    CUT;

    /// The call of an answer that breaks off: a write that nobody may see the effect of.
    private static final Said HALF = new Said("I cancel it now.", List.of(new Said.Call(
            "retail__cancel_pending_order",
            WireJson.object().put("order_id", "#W0000001").put("reason", "no longer needed"))));

    void happen(HttpExchange exchange, FakeWire wire, boolean streamed) throws IOException {
        switch (this) {
            case OVERLOADED -> StrictProviders.reply(exchange, 503, wire.error("overloaded"));
            case RATE_LIMITED -> StrictProviders.reply(exchange, 429, wire.error("slow down"));
            case NOTHING -> text(exchange, "application/json", "");
            case PAGE -> text(exchange, "text/html", "<html>502 Bad Gateway</html>");
            case HALF_JSON -> {
                String body = wire.answer(HALF, "m").toString();
                text(exchange, "application/json", body.substring(0, body.length() - 3));
            }
            case ERROR_BESIDE_200 -> StrictProviders.reply(exchange, 200, wire.error("the backend is away"));
            case CLOSED -> exchange.close();
            case CUT -> {
                if (streamed) {
                    List<ObjectNode> events = BodyEvents.of(wire.wire(), wire.answer(HALF, "m"));
                    StrictProviders.stream(exchange, events.subList(0, events.size() - 3));
                } else {
                    exchange.sendResponseHeaders(200, 1_000);
                    exchange.getResponseBody().write('{');
                    exchange.close();
                }
            }
        }
    }

    private static void text(HttpExchange exchange, String type, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(200, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
