package signalbox.app;

import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import signalbox.testing.RawConnection;
import signalbox.testing.RawHttp;
import signalbox.testing.RawHttp.Request;

/// What one thread of an attacker with a token of its own does again and again.
enum Attack {
    NONE(0) {
        @Override
        void once(Target target) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
    },
    /// 64 heads that do not come to their ends, on each of two doors.
    SLOW_HEADS(4) {
        @Override
        void once(Target target) {
            var open = IntStream.range(0, 64).mapToObj(i -> RawConnection.to(i % 2 == 0 ? target.host() : target.mcp())).toList();
            for (int second = 0; second < 4 && !Thread.currentThread().isInterrupted(); second++) {
                open.forEach(connection -> connection.write(second() + ": x\r\n"));
                LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1));
            }
            open.forEach(RawConnection::close);
        }
    },
    /// Bodies of four megabytes of small values, as chats.
    BIG_BODIES(4) {
        @Override
        void once(Target target) {
            target.chat("{\"model\": \"signalbox/auto\", \"messages\": [" + "{},".repeat(160_000) + "{}]}");
        }
    },
    /// A megabyte of line breaks to be measured and counted, in a chat of its own.
    LINE_BREAKS(4) {
        @Override
        void once(Target target) {
            target.chat("{\"model\": \"signalbox/auto\", \"messages\": [{\"role\": \"user\", \"content\": \"" + "\\n".repeat(1_000_000) + "\"}]}");
        }
    },
    /// Answers of a model that ask for a thousand calls each.
    THOUSAND_CALLS(4) {
        @Override
        void once(Target target) {
            target.post(target.host(), "/v1/runs", "{\"input\": \"thousand\"}", List.of());
        }
    },
    /// Powers and quotients at the bounds of the calculator.
    CALCULATIONS(8) {
        @Override
        void once(Target target) {
            target.call("calculate", "{\"expression\": \"" + "2**8000//3*".repeat(300) + "1\"}");
        }
    },
    /// Calls that may write, from many threads of one caller.
    WRITING_CALLS(16) {
        @Override
        void once(Target target) {
            target.call("cancel_pending_order", "{\"order_id\": \"#W0\", \"reason\": \"no longer needed\"}");
        }
    };

    final int threads;

    Attack(int threads) {
        this.threads = threads;
    }

    abstract void once(Target target);

    private static String second() {
        return "X-" + ThreadLocalRandom.current().nextInt(1_000);
    }

    /// Where an attack goes, and with which token.
    record Target(int host, int mcp, String token) {
        void chat(String body) {
            post(host, "/v1/chat/completions", body, List.of());
        }

        RawHttp.Reply call(String tool, String arguments) {
            return post(mcp, "/mcp/retail", """
                    {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": {"name": "%s", "arguments": %s, "_meta": {
                     "io.modelcontextprotocol/protocolVersion": "2026-07-28", "io.modelcontextprotocol/clientCapabilities": {},
                     "io.modelcontextprotocol/clientInfo": {"name": "attack", "version": "1"}}}}""".formatted(tool, arguments),
                    List.of("MCP-Protocol-Version: 2026-07-28", "Mcp-Method: tools/call", "Mcp-Name: " + tool,
                            "Accept: application/json, text/event-stream"));
        }

        RawHttp.Reply post(int port, String path, String body, List<String> headers) {
            var request = Request.of("POST", path).with("Authorization: Bearer " + token).with("Content-Type: application/json").body(body);
            for (var header : headers) {
                request = request.with(header);
            }
            return RawHttp.send(port, request);
        }
    }
}
