package signalbox.app;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import signalbox.testing.RawHttp;
import signalbox.testing.RawHttp.Request;

/// What a good client and `/health` notice of each attack on an `up` beside them: `./mvnw -P attack`.
///
/// The good client makes a tool call, asks its chat and asks for the health, each at an even pace. Attacks come from another
/// caller, from this machine and on its cores, so that the figures are worse than those of a host under the same attack from
/// elsewhere: they are for comparing, not for boasting.
public final class AttackRun {
    private static final Duration TIME = Duration.ofSeconds(Integer.getInteger("attack.seconds", 10));
    private static final Duration EVERY = Duration.ofMillis(50);
    private static final Duration REFUSED = Duration.ofMillis(10);
    private static final String ORDER = "{\"order_id\": \"#W1000001\"}";

    private AttackRun() {}

    public static void main(String[] arguments) throws Exception {
        var folder = Files.createTempDirectory("attack");
        var provider = provider();
        var policies = policies(folder, "http://127.0.0.1:" + provider.getAddress().getPort() + "/v1");
        try (var up = RunningUp.start(folder.resolve("data"), policies)) {
            var good = target(up, up.firstToken());
            var bad = target(up, Child.run("token", "create", "--principal", "agent:bad", "--data", up.data().toString()).out().strip());
            System.out.printf("%-15s %8s %8s %8s %8s %8s %8s %8s %8s%n", "attack", "call p99", "call gap", "failed", "chat p99", "chat gap",
                    "failed", "health", "RSS MiB");
            for (var attack : Attack.values()) {
                measure(up, attack, good, bad);
            }
        } finally {
            provider.stop(0);
        }
    }

    private static void measure(RunningUp up, Attack attack, Attack.Target good, Attack.Target bad) {
        var attackers = IntStream.range(0, attack.threads)
                .mapToObj(_ -> Thread.ofVirtual().start(() -> repeat(attack, bad)))
                .toList();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var calls = CompletableFuture.supplyAsync(() -> Pace.of(() -> good.call("get_order_details", ORDER).body().contains("W1000001"), EVERY, TIME), threads);
            var chats = CompletableFuture.supplyAsync(() -> Pace.of(() -> good.post(good.host(), "/v1/chat/completions",
                    "{\"model\": \"signalbox/auto\", \"messages\": [{\"role\": \"user\", \"content\": \"hello\"}]}", List.of()).status() == 200,
                    EVERY, TIME), threads);
            var health = CompletableFuture.supplyAsync(() -> Pace.of(() -> health(up), EVERY, TIME), threads);
            System.out.printf("%-15s %8.1f %8.0f %8d %8.1f %8.0f %8d %8.0f %8s%n", attack, calls.join().percentile(99), calls.join().gapMillis(),
                    calls.join().failed(), chats.join().percentile(99), chats.join().gapMillis(), chats.join().failed(),
                    health.join().percentile(100), resident(up.child().pid()));
        } finally {
            attackers.forEach(Thread::interrupt);
            attackers.forEach(AttackRun::joined);
        }
    }

    private static void repeat(Attack attack, Attack.Target target) {
        while (!Thread.currentThread().isInterrupted()) {
            try {
                attack.once(target);
            } catch (RuntimeException | AssertionError _) {
                // Whoever is refused tries again, a little later.
                LockSupport.parkNanos(REFUSED.toNanos());
            }
        }
    }

    /// What an attacker has sent is waited for, so that it is not the next attack's.
    private static void joined(Thread attacker) {
        try {
            attacker.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean health(RunningUp up) {
        var port = URI.create(up.file().path("management").asString()).getPort();
        return RawHttp.send(port, Request.of("GET", "/health")).status() == 200;
    }

    private static Attack.Target target(RunningUp up, String token) {
        return new Attack.Target(URI.create(up.host()).getPort(), URI.create(up.mcp()).getPort(), token);
    }

    /// As Linux tells it.
    private static String resident(long pid) {
        try (var lines = Files.lines(Path.of("/proc/" + pid + "/status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .map(line -> Long.toString(Long.parseLong(line.replaceAll("\\D", "")) / 1024))
                    .findFirst().orElse("?");
        } catch (IOException _) {
            return "?";
        }
    }

    private static Path policies(Path folder, String provider) throws IOException {
        var policies = new PolicyFolder(Files.createDirectories(folder.resolve("policies")));
        policies.write("permissions.yaml", """
                roles:
                  all: {may: [{tool: 'retail.*'}, {model: signalbox/*}]}
                principals:
                  agent:quickstart: {roles: [all]}
                  agent:bad: {roles: [all]}
                """);
        policies.write("models.yaml", """
                providers:
                  near: {wire: openai-chat, url: '%s'}
                models:
                  near/one: {id: one, context: 10000000, output: 8000, price: {input: 0.0, output: 0.0}, can: [tools]}
                """.formatted(provider));
        policies.write("routing.yaml", """
                policy: attack
                groups: {only: [near/one]}
                rules: [{name: all, use: only, tools: [retail]}]
                failures: {unavailable: next, refused: stop, over-budget: stop}
                money: {run: 5000.00, caller-day: 500000.00}
                """);
        return policies.path();
    }

    /// Answers at once; whoever asks for a thousand is given a thousand calls.
    private static HttpServer provider() throws IOException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", AttackRun::answer);
        server.start();
        return server;
    }

    private static void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var asked = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            var bytes = completion(asked.contains("\"thousand\"")).getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private static String completion(boolean calls) {
        var message = calls
                ? "\"content\": null, \"tool_calls\": [" + IntStream.range(0, 1_000).mapToObj(i -> """
                        {"id": "c%d", "type": "function", "function": {"name": "retail__get_order_details", "arguments": "{\\"order_id\\": \\"#W1000001\\"}"}}"""
                        .formatted(i)).collect(Collectors.joining(", ")) + "]"
                : "\"content\": \"Hello.\"";
        return """
                {"id": "c", "object": "chat.completion", "created": 1, "model": "one", "choices": [{"index": 0, "finish_reason": "%s",
                 "message": {"role": "assistant", %s}}], "usage": {"prompt_tokens": 10, "completion_tokens": 10, "total_tokens": 20}}"""
                .formatted(calls ? "tool_calls" : "stop", message);
    }
}
