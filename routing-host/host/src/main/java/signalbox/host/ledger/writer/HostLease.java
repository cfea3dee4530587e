package signalbox.host.ledger.writer;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/// Says that this process lives: a lock that PostgreSQL frees when the process dies, and a row that tells which of the
/// runs it opened it may still have open.
final class HostLease {
    private final String host;
    private final OpenRuns open;
    private final long moveNanos;
    private boolean held;
    private long moved = System.nanoTime();

    /// @param move how often, at most, it says which of its runs may be open
    HostLease(String host, OpenRuns open, Duration move) {
        this.host = host;
        this.open = open;
        moveNanos = move.toNanos();
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
        if (System.nanoTime() - moved >= moveNanos) {
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

    /// A row that is not there yet comes with a later flush, and has a greater seq than what is read here first.
    private void move(Connection connection) throws SQLException {
        long next;
        try (var read = connection.prepareStatement("SELECT coalesce(max(seq), 0) + 1 FROM ledger.run");
                var row = read.executeQuery()) {
            row.next();
            next = row.getLong(1);
        }
        var own = open.own();
        if (own == null) {
            return;
        }
        try (var low = connection.prepareStatement("UPDATE ledger.host"
                + " SET low = least(?, (SELECT min(seq) FROM ledger.run WHERE id = ANY (?))) WHERE id = ?")) {
            low.setLong(1, next);
            low.setArray(2, connection.createArrayOf("text", own.toArray()));
            low.setString(3, host);
            low.executeUpdate();
        }
    }
}
