package signalbox.app.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import signalbox.host.telemetry.EndedRun;
import signalbox.kit.telemetry.McpOperation;

/// Spans as a collector gets them. OTLP carries names as plain bytes, so they are looked for there.
class TracesTest {
    @Test
    void aRunIsOneTraceWithItsRequestsAndCalls() throws Exception {
        var sent = sent(traces -> {
            traces.settled(Measured.request("gemini-pro", "agent:a", "ok"));
            traces.answered(new McpOperation("tools/call", "retail.get_order_details", "", "run_1", Duration.ofMillis(3)));
            traces.ended(new EndedRun("run_1", "support-desk", "completed", Duration.ofSeconds(1), Duration.ZERO));
        });

        var text = new String(sent, StandardCharsets.ISO_8859_1);
        assertThat(text)
                .contains("chat gemini-pro", "tools/call retail.get_order_details", "invoke_workflow support-desk")
                .contains("gen_ai.operation.name", "execute_tool", "gcp.gemini", "gen_ai.usage.input_tokens");
        var digest = MessageDigest.getInstance("SHA-256").digest("run_1".getBytes(StandardCharsets.UTF_8));
        var hex = HexFormat.of().formatHex(sent);
        var trace = HexFormat.of().formatHex(digest, 0, 16);
        var root = HexFormat.of().formatHex(digest, 16, 24);
        assertThat(hex.split(trace, -1)).hasSize(4);
        assertThat(hex.split(root, -1)).hasSize(4);
    }

    @Test
    void aRequestOfAnAssistantIsATraceOfItsOwn() throws Exception {
        var sent = sent(traces -> traces.answered(new McpOperation("tools/list", null, "-32602", null, Duration.ofMillis(3))));

        assertThat(new String(sent, StandardCharsets.ISO_8859_1)).contains("tools/list", "mcp.method.name", "error.type", "-32602");
    }

    private interface Telling {
        void tell(Traces traces);
    }

    private static byte[] sent(Telling telling) throws IOException {
        var received = new ByteArrayOutputStream();
        var collector = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        collector.createContext("/v1/traces", exchange -> {
            try (exchange) {
                synchronized (received) {
                    received.write(exchange.getRequestBody().readAllBytes());
                }
                exchange.sendResponseHeaders(200, -1);
            }
        });
        collector.start();
        try {
            var endpoint = URI.create("http://127.0.0.1:" + collector.getAddress().getPort() + "/v1/traces");
            try (var traces = Traces.to(endpoint, 1.0, InstantSource.system())) {
                telling.tell(traces);
            }
        } finally {
            collector.stop(0);
        }
        synchronized (received) {
            return received.toByteArray();
        }
    }
}
