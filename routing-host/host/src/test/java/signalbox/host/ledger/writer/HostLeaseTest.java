package signalbox.host.ledger.writer;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import signalbox.database.Database;
import signalbox.host.FreshDatabase;

class HostLeaseTest {
    private static final class Open implements OpenRuns {
        private @Nullable List<String> own = List.of();

        @Override
        public boolean isEmpty() {
            return own != null && own.isEmpty();
        }

        @Override
        public @Nullable List<String> own() {
            return own;
        }
    }

    @Test
    void itSaysBelowWhichNoRunIsOpenWhetherOrNotTheirRowsAreWritten() throws SQLException {
        try (var database = FreshDatabase.open()) {
            database.migrate("ledger");
            try (var connection = database.dataSource().getConnection()) {
                var open = new Open();
                var lease = new HostLease("host_x", open, Duration.ZERO);
                lease.take(connection);
                written(database, "run_1", "run_2", "run_3");

                open.own = List.of("run_2", "run_3");
                assertThat(low(lease, connection, database)).isEqualTo(2);
                open.own = List.of("run_3", "run_not_written_yet");
                assertThat(low(lease, connection, database)).isEqualTo(3);
                open.own = null;
                assertThat(low(lease, connection, database)).isEqualTo(3);
                open.own = List.of("run_not_written_yet");
                assertThat(low(lease, connection, database)).isEqualTo(4);
            }
        }
    }

    private static long low(HostLease lease, Connection connection, Database database) throws SQLException {
        lease.keep(connection);
        return JdbcClient.create(database.dataSource()).sql("SELECT low FROM ledger.host WHERE id = 'host_x'").query(Long.class).single();
    }

    private static void written(Database database, String... runs) {
        for (var run : runs) {
            JdbcClient.create(database.dataSource()).sql("INSERT INTO ledger.run (id, origin, host, caller, policy, header, at)"
                    + " VALUES (?, '', 'host_x', '', '', '{}', now())").param(run).update();
        }
    }
}
