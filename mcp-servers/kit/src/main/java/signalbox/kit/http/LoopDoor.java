package signalbox.kit.http;

import io.netty.channel.EventLoop;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The way of answers to an event loop. What is ready at about the same time wakes the loop once: each waking is two
/// system calls and two changes of thread, more than writing an answer costs.
///
/// What is handed over may overtake what the loop was given otherwise.
final class LoopDoor {
    private static final Logger LOG = LoggerFactory.getLogger(LoopDoor.class);

    private final EventLoop loop;
    private final Queue<Runnable> ready = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean waking = new AtomicBoolean();

    LoopDoor(EventLoop loop) {
        this.loop = loop;
    }

    /// Has the loop do it; nobody does it once the edge is closed. The first to hand something over lets the other
    /// threads that can run do the same before it wakes the loop.
    @SuppressWarnings("ThreadPriorityCheck") // whether and when others run decides how often the loop wakes, and nothing else
    void hand(Runnable act) {
        ready.add(act);
        if (waking.compareAndSet(false, true)) {
            Thread.yield();
            waking.set(false);
            try {
                loop.execute(this::empty);
            } catch (RejectedExecutionException e) {
                LOG.debug("The edge is closed", e);
            }
        }
    }

    private void empty() {
        for (var act = ready.poll(); act != null; act = ready.poll()) {
            try {
                act.run();
            } catch (RuntimeException e) {
                LOG.error("A connection broke", e);
            }
        }
    }
}
