package signalbox.app.stdio;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// The requests that are under way, all at the same time.
final class PendingCalls {
    private final Map<JsonNode, PendingCall> running = new ConcurrentHashMap<>();

    void start(PendingCall call, Runnable work) {
        var thread = Thread.ofVirtual().unstarted(() -> {
            try {
                work.run();
            } finally {
                running.remove(call.id(), call);
            }
        });
        call.runOn(thread);
        running.put(call.id(), call);
        thread.start();
    }

    /// Closes the HTTP request of this id; one that is not there has been answered.
    void cancel(@Nullable JsonNode id) {
        var call = id == null ? null : running.get(id);
        if (call != null) {
            call.cancel();
        }
    }

    /// Lets what runs come to its end within this time, and gives up the rest.
    void end(Duration longest) throws InterruptedException {
        long until = System.nanoTime() + longest.toNanos();
        List<PendingCall> left = new ArrayList<>(running.values());
        for (var call : left) {
            if (call.isEndless()) {
                call.giveUp();
            }
            call.thread().join(Duration.ofNanos(Math.max(0, until - System.nanoTime())));
        }
        left.removeIf(call -> !call.thread().isAlive());
        left.forEach(PendingCall::giveUp);
        for (var call : left) {
            call.thread().join(Duration.ofSeconds(1));
        }
    }
}
