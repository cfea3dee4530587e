package signalbox.kit.audit;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import javax.sql.DataSource;

/// Writes rows that belong to no transaction, as many at a time as have come in meanwhile; each caller waits for its own
/// row.
///
/// The commit of a batch does not wait for the disk: a row that is acknowledged survives the end of this process, and
/// a loss of power takes at most the last moment of rows about calls that changed nothing.
final class AuditBatches implements AutoCloseable {
    private static final int MOST_WAITING = 10_000;
    private static final int MOST_AT_ONCE = 512;
    private static final String INSERT = "insert into kit.audit (" + AuditColumns.NAMES + ") select " + AuditColumns.READ
            + " from (select set_config('synchronous_commit', 'off', true)) as no_wait,"
            + " unnest(" + AuditColumns.ARRAYS + ") as row (" + AuditColumns.NAMES + ")";

    private final DataSource source;
    private final BlockingQueue<Waiting> queue = new ArrayBlockingQueue<>(MOST_WAITING);
    private final Thread writer = Thread.ofVirtual().name("audit").unstarted(this::work);

    AuditBatches(DataSource source) {
        this.source = source;
        writer.start();
    }

    private record Waiting(AuditRow row, CompletableFuture<Boolean> written) {}

    /// Waits until the row is written; throws where it is not, and then the call counts as not done.
    void write(AuditRow row) {
        var waiting = new Waiting(row, new CompletableFuture<>());
        if (!writer.isAlive() || !queue.offer(waiting)) {
            throw new IllegalStateException("the audit takes no more rows");
        }
        try {
            waiting.written().join();
        } catch (CompletionException e) {
            throw new IllegalStateException("a row of the audit was not written", e.getCause());
        }
    }

    @Override
    public void close() {
        writer.interrupt();
    }

    private void work() {
        var batch = new ArrayList<Waiting>();
        try {
            while (true) {
                batch.add(queue.take());
                queue.drainTo(batch, MOST_AT_ONCE - 1);
                write(batch);
                batch.clear();
            }
        } catch (InterruptedException _) {
            queue.drainTo(batch);
            fail(batch, new IllegalStateException("the audit is closed"));
        }
    }

    private void write(List<Waiting> batch) {
        try (var connection = source.getConnection()) {
            var rows = new ArrayList<AuditRow>(batch.size());
            batch.forEach(waiting -> rows.add(waiting.row()));
            insert(connection, rows);
            batch.forEach(waiting -> waiting.written().complete(true));
        } catch (SQLException e) {
            if (isAboutARow(e)) {
                writeOneByOne(batch);
            } else {
                fail(batch, e);
            }
        } catch (RuntimeException | Error e) { // whatever it is: others wait for their rows
            fail(batch, e);
        }
    }

    private void writeOneByOne(List<Waiting> batch) {
        try (var connection = source.getConnection()) {
            for (var waiting : batch) {
                try {
                    insert(connection, List.of(waiting.row()));
                    waiting.written().complete(true);
                } catch (SQLException e) {
                    if (!isAboutARow(e)) {
                        throw e;
                    }
                    fail(List.of(waiting), e);
                }
            }
        } catch (SQLException | RuntimeException | Error e) {
            fail(batch, e); // those that are not settled yet
        }
    }

    /// Whether the database refused the contents of a row (SQL's classes of data exceptions and of integrity constraint
    /// violations): a database that is gone refuses every row.
    private static boolean isAboutARow(SQLException e) {
        var state = e.getSQLState();
        return state != null && (state.startsWith("22") || state.startsWith("23"));
    }

    private static void fail(List<Waiting> batch, Throwable cause) {
        batch.forEach(waiting -> waiting.written().completeExceptionally(cause));
    }

    private static void insert(Connection connection, List<AuditRow> rows) throws SQLException {
        try (var insert = connection.prepareStatement(INSERT)) {
            var arrays = AuditColumns.arrays(rows, connection);
            for (int i = 0; i < arrays.length; i++) {
                insert.setArray(i + 1, arrays[i]);
            }
            insert.executeUpdate();
        }
    }
}
