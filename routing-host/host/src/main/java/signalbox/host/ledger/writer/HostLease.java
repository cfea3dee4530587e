package signalbox.host.ledger.writer;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;

/// Says that this process lives: a lock that PostgreSQL frees when the process dies, and a row that tells which of the
/// runs it opened it may still have open.
final class HostLease {
    private static final long MOVE_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final String host;
    private final OpenRuns open;
    private boolean held;
    private long moved = System.nanoTime();

    HostLease(String host, OpenRuns open) {
        this.host = host;
        this.open = open;
    }

    /// Over a new connection. One that was lost may hold the lock for a while: then it is tried again.
    void take(Connection connection) throws SQLException {
        held = false;
        hold(connection);
        try (var row = connection.prepareStatement("INSERT INTO ledger.host (id, low)"
                + " SELECT ?, coalesce(max(seq), 0) + 1 FROM ledger.run ON CONFLICT DO NOTHING")) {
            row.setString(1, host);
            row.executeUpdate();
        }
    }

    /// After a flush.
    void keep(Connection connection) throws SQLException {
        if (!held) {
            hold(connection);
        }
        if (System.nanoTime() - moved >= MOVE_NANOS) {
            moved = System.nanoTime();
            move(connection);
        }
    }

    /// A run that is still open keeps the row: the next host takes it over.
    void release(Connection connection) throws SQLException {
        if (open.isEmpty()) {
            try (var row = connection.prepareStatement("DELETE FROM ledger.host WHERE id = ?")) {
                row.setString(1, host);
                row.executeUpdate();
            }
        }
        try (var lock = connection.prepareStatement("SELECT pg_advisory_unlock(hashtextextended(?, 0))")) {
            lock.setString(1, host);
            lock.execute();
        }
    }

    private void hold(Connection connection) throws SQLException {
        try (var lock = connection.prepareStatement("SELECT pg_try_advisory_lock(hashtextextended(?, 0))")) {
            lock.setString(1, host);
            try (var row = lock.executeQuery()) {
                held = row.next() && row.getBoolean(1);
            }
        }
    }

    /// What is opened from now on has a greater seq than what is read here first.
    private void move(Connection connection) throws SQLException {
        long next;
        try (var read = connection.prepareStatement("SELECT coalesce(max(seq), 0) + 1 FROM ledger.run");
                var row = read.executeQuery()) {
            row.next();
            next = row.getLong(1);
        }
        var run = open.oldest();
        try (var low = connection.prepareStatement("UPDATE ledger.host SET low = coalesce("
                + "CASE WHEN ?::text IS NULL THEN ? ELSE (SELECT seq FROM ledger.run WHERE id = ?) END, low) WHERE id = ?")) {
            low.setString(1, run);
            low.setLong(2, next);
            low.setString(3, run);
            low.setString(4, host);
            low.executeUpdate();
        }
    }
}
