package signalbox.database;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A channel somebody watches or hears.
final class Channel implements Watch {
    private static final Logger LOG = LoggerFactory.getLogger(Channel.class);

    private final String name;
    private final @Nullable NotificationListener hearer;
    private final BooleanSupplier current;
    private final AtomicLong mark = new AtomicLong();
    /// Whether the present connection listens to it.
    private volatile boolean open;

    Channel(String name, @Nullable NotificationListener hearer, BooleanSupplier current) {
        this.name = name;
        this.hearer = hearer;
        this.current = current;
    }

    String name() {
        return name;
    }

    boolean isOpen() {
        return open;
    }

    @Override
    public long mark() {
        boolean known = open && current.getAsBoolean();
        // Read last, so that a connection lost in between, and perhaps found again, has moved it.
        long now = mark.get();
        return known ? now : UNKNOWN;
    }

    @Override
    public void move() {
        mark.incrementAndGet();
    }

    void opened() {
        move();
        open = true;
        say(NotificationListener::missed);
    }

    void closed() {
        open = false;
        move();
    }

    void told(String payload) {
        move();
        say(hearer -> hearer.told(payload));
    }

    /// One who fails to hear keeps no other from hearing.
    private void say(Consumer<NotificationListener> what) {
        if (hearer == null) {
            return;
        }
        try {
            what.accept(hearer);
        } catch (RuntimeException e) {
            LOG.error("What was told on '{}' was not taken", name, e);
        }
    }
}
