package signalbox.host.ledger;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import signalbox.ids.RandomId;

/// Says that this process lives: a lock on a connection of its own, which PostgreSQL frees when the process dies.
final class HostLease implements AutoCloseable {
    private final String host;
    private final Connection connection;

    private HostLease(String host, Connection connection) {
        this.host = host;
        this.connection = connection;
    }

    static HostLease take(DataSource source) {
        var host = RandomId.of("host_");
        try {
            var connection = source.getConnection();
            try (var lock = connection.prepareStatement("SELECT pg_advisory_lock(hashtextextended(?, 0))")) {
                lock.setString(1, host);
                lock.execute();
            }
            return new HostLease(host, connection);
        } catch (SQLException e) {
            throw new IllegalStateException("the ledger's database does not let us in: " + e.getMessage(), e);
        }
    }

    String host() {
        return host;
    }

    @Override
    public void close() {
        try (connection; var lock = connection.prepareStatement("SELECT pg_advisory_unlock(hashtextextended(?, 0))")) {
            lock.setString(1, host);
            lock.execute();
        } catch (SQLException _) {
            // A connection that is gone took its lock with it.
        }
    }
}
