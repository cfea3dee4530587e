package signalbox.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What PostgreSQL notifies (LISTEN and NOTIFY), heard over one connection of its own that is opened again whenever it
/// breaks.
///
/// Four times a second the connection proves that it still listens; without a proof of the last second nothing counts as
/// known. It needs a session of its own: behind a pooler that lends out sessions nothing is ever known.
public final class Notifications implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Notifications.class);
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,50}");
    private static final int BEAT_MILLIS = 250;
    private static final long KNOWN_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final DatabaseUrl url;
    private final List<Channel> channels = new CopyOnWriteArrayList<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;
    /// When the last proof was asked for; null while there is no connection.
    private volatile @Nullable Long proven;

    private Notifications(DatabaseUrl url) {
        this.url = url;
        thread = Thread.ofPlatform().daemon().name("database-notices").unstarted(this::hear);
    }

    static Notifications of(DatabaseUrl url) {
        var notices = new Notifications(url);
        notices.thread.start();
        return notices;
    }

    /// Watches a channel from now on.
    public Watch watch(String channel) {
        return add(channel, null);
    }

    /// Watches a channel from now on and passes on what is told there.
    public Watch watch(String channel, NotificationListener hearer) {
        return add(channel, hearer);
    }

    /// Whether the connection has proven within the last second that it hears what is told.
    public boolean isCurrent() {
        var last = proven;
        return last != null && System.nanoTime() - last < KNOWN_NANOS;
    }

    @Override
    public void close() {
        closing.countDown();
        thread.interrupt();
        try {
            thread.join(TimeUnit.SECONDS.toMillis(5));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        lose();
    }

    private Channel add(String name, @Nullable NotificationListener hearer) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("'" + name + "' is no channel: lower-case letters, digits and _");
        }
        var channel = new Channel(name, hearer, this::isCurrent);
        channels.add(channel);
        return channel;
    }

    private void hear() {
        boolean told = false;
        while (!isClosing()) {
            try (var connection = url.listening()) {
                told = false;
                hear(connection);
            } catch (SQLException e) {
                if (!told && !isClosing()) {
                    LOG.warn("Notices of {} are not heard; until they are, everything is asked for: {}", url, e.getMessage());
                    told = true;
                }
            } finally {
                lose();
            }
            pause();
        }
    }

    private void hear(Connection connection) throws SQLException {
        var session = connection.unwrap(PGConnection.class);
        var listened = new HashSet<String>();
        while (!isClosing()) {
            listen(connection, listened);
            long asked = System.nanoTime();
            prove(connection, listened);
            tell(session.getNotifications());
            openAll(listened);
            proven = asked;
            tell(session.getNotifications(BEAT_MILLIS));
        }
    }

    private void listen(Connection connection, Set<String> listened) throws SQLException {
        for (var channel : channels) {
            if (listened.add(channel.name())) {
                try (var sql = connection.createStatement()) {
                    sql.execute("listen " + channel.name());
                }
            }
        }
    }

    /// That this session, and no other behind the same address, is the one that listens.
    private static void prove(Connection connection, Set<String> listened) throws SQLException {
        var found = new HashSet<String>();
        try (var sql = connection.createStatement();
                var rows = sql.executeQuery("select pg_listening_channels()")) {
            while (rows.next()) {
                found.add(rows.getString(1));
            }
        }
        if (!found.containsAll(listened)) {
            throw new SQLException("the session is not the one that listens: a pooler stands in between");
        }
    }

    private void openAll(Set<String> listened) {
        for (var channel : channels) {
            if (!channel.isOpen() && listened.contains(channel.name())) {
                channel.opened();
            }
        }
    }

    private void tell(PGNotification @Nullable [] notifications) {
        if (notifications == null) {
            return;
        }
        for (var notification : notifications) {
            for (var channel : channels) {
                if (channel.name().equals(notification.getName())) {
                    channel.told(notification.getParameter());
                }
            }
        }
    }

    private void lose() {
        proven = null;
        channels.forEach(Channel::closed);
    }

    private boolean isClosing() {
        return closing.getCount() == 0;
    }

    private void pause() {
        try {
            var _ = closing.await(BEAT_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            // Closing, or nobody's wish: the loop looks for itself.
        }
    }
}
