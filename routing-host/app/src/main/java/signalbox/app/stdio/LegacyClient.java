package signalbox.app.stdio;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The revisions up to 2025-11-25, which speak within a session. One that the server has lost, by a restart or because it
/// was idle for long, is opened again as the assistant opened it.
final class LegacyClient {
    private static final Duration LONGEST_DELETE = Duration.ofSeconds(2);
    private static final Duration BETWEEN_STREAMS = Duration.ofSeconds(1);
    private static final String INITIALIZED = "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}";

    private final InstallationEndpoint upstream;
    private final Relay relay;
    private volatile @Nullable Session session;
    private volatile @Nullable Thread listening;

    LegacyClient(InstallationEndpoint upstream, Relay relay) {
        this.upstream = upstream;
        this.relay = relay;
    }

    /// @param version the revision that was agreed on, or empty
    /// @param opening the `initialize` that opened it
    private record Session(String id, String version, String opening) {
        Map<String, String> headers() {
            return version.isEmpty() ? Map.of("Mcp-Session-Id", id) : Map.of("Mcp-Session-Id", id, "MCP-Protocol-Version", version);
        }
    }

    /// Opens a session, in the place of one that may be there.
    void open(PendingCall call) throws InterruptedException {
        var before = session;
        var answer = upstream.post(Map.of(), call.line());
        session = opened(answer, call.line());
        if (before != null) {
            upstream.delete(before.headers(), LONGEST_DELETE);
        }
        relay.answer(call, answer, _ -> {});
    }

    void ask(PendingCall call) throws InterruptedException {
        relay.answer(call, post(call.line()), _ -> {});
    }

    /// Passes on what nobody waits for: a notification, or the answer to a request of the server's.
    void tell(String line) throws InterruptedException {
        switch (post(line)) {
            case UpstreamAnswer.Whole whole when whole.isGood() -> {}
            case UpstreamAnswer.Whole whole -> relay.complain("the MCP servers did not take a message: " + reason(whole));
            case UpstreamAnswer.None(var why) -> relay.complain(why);
            case UpstreamAnswer.Events(var events) -> close(events);
        }
    }

    boolean isOpen() {
        return session != null;
    }

    /// From now on the server may speak unasked.
    void listen() {
        if (listening == null && session != null) {
            listening = Thread.startVirtualThread(this::keepListening);
        }
    }

    /// Ends the session.
    void end() throws InterruptedException {
        var thread = listening;
        var last = session;
        session = null;
        if (thread != null) {
            thread.interrupt();
        }
        if (last != null) {
            upstream.delete(last.headers(), LONGEST_DELETE);
        }
    }

    private UpstreamAnswer post(String line) throws InterruptedException {
        var used = session;
        if (used == null) {
            return upstream.post(Map.of(), line);
        }
        var answer = upstream.post(used.headers(), line);
        if (!isLost(answer)) {
            return answer;
        }
        var anew = reopened(used);
        return anew == null ? answer : upstream.post(anew.headers(), line);
    }

    /// Only one of those who miss a session opens it anew.
    private synchronized @Nullable Session reopened(Session lost) throws InterruptedException {
        var now = session;
        if (!lost.equals(now)) {
            return now;
        }
        var anew = opened(upstream.post(Map.of(), lost.opening()), lost.opening());
        if (anew != null) {
            upstream.post(anew.headers(), INITIALIZED);
            session = anew;
        }
        return anew;
    }

    private static @Nullable Session opened(UpstreamAnswer answer, String opening) {
        if (!(answer instanceof UpstreamAnswer.Whole whole) || !whole.isGood() || whole.session() == null) {
            return null;
        }
        var tree = Relay.object(whole.body());
        return tree == null
                ? null
                : new Session(whole.session(), tree.path("result").path("protocolVersion").asString(""), opening);
    }

    private static boolean isLost(UpstreamAnswer answer) {
        return answer instanceof UpstreamAnswer.Whole whole && whole.status() == 404;
    }

    private void keepListening() {
        try {
            for (var used = session; used != null; used = session) {
                var answer = upstream.listen(used.headers());
                switch (answer) {
                    case UpstreamAnswer.Events(var events) -> hear(events);
                    case UpstreamAnswer.Whole whole when whole.status() == 405 -> {
                        return;
                    }
                    case UpstreamAnswer.Whole _ when isLost(answer) -> reopened(used);
                    case UpstreamAnswer.Whole _, UpstreamAnswer.None _ -> {}
                }
                Thread.sleep(BETWEEN_STREAMS);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt(); // the pipe ends
        }
    }

    private void hear(EventReader events) {
        try (events) {
            relay.unasked(events);
        } catch (IOException _) {
            // The stream broke off; another one is opened.
        }
    }

    private static String reason(UpstreamAnswer.Whole whole) {
        var tree = Relay.object(whole.body());
        return tree == null ? "HTTP " + whole.status() : tree.path("error").path("message").asString("HTTP " + whole.status());
    }

    private static void close(EventReader events) {
        try (events) {
            // A stream that answers a notification has nothing to say.
        } catch (IOException _) {
            // It is of no use either way.
        }
    }
}
