package signalbox.kit.work;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// Writes the rows of calls that keep nothing, as many at a time as have come in meanwhile; each caller waits for its
/// own row.
///
/// The commit of a batch does not wait for the disk: a row that is acknowledged survives the end of this process, and
/// a loss of power takes at most the last moment of rows about calls that changed nothing.
final class AuditBatches implements AutoCloseable {
    private static final int MOST_WAITING = 10_000;
    private static final int MOST_AT_ONCE = 512;
    private static final String INSERT = """
            insert into kit.audit (decision_id, at, caller, host, endpoint, tool, version, decision, rule, place,
                                   revision, reason, run, args_digest, outcome, ms)
            select row.* from (select set_config('synchronous_commit', 'off', true)) as no_wait, unnest(
                   ?::text[], ?::timestamptz[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[],
                   ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::bigint[]) as row
            """;
    private static final List<Column> COLUMNS = List.of(
            new Column("text", row -> row.ruling().id().value()),
            new Column("timestamptz", row -> Timestamp.from(row.ruling().at())),
            new Column("text", row -> row.ruling().caller().toString()),
            new Column("text", row -> text(row.ruling().host())),
            new Column("text", row -> row.ruling().endpoint()),
            new Column("text", row -> Printable.of(row.ruling().tool())),
            new Column("text", row -> row.ruling().version()),
            new Column("text", row -> row.ruling().decision().word()),
            new Column("text", row -> row.ruling().decision().rule()),
            new Column("text", row -> row.ruling().decision().place().toString()),
            new Column("text", row -> row.ruling().decision().revision()),
            new Column("text", row -> AuditLog.reason(row.ruling().decision())),
            new Column("text", row -> row.ruling().run() == null ? null : Printable.of(row.ruling().run())),
            new Column("text", row -> row.ruling().argsDigest()),
            new Column("text", row -> row.outcome().word()),
            new Column("bigint", AuditRow::ms));

    private final DataSource source;
    private final BlockingQueue<Waiting> queue = new ArrayBlockingQueue<>(MOST_WAITING);
    private final Thread writer = Thread.ofVirtual().name("audit").unstarted(this::work);

    AuditBatches(DataSource source) {
        this.source = source;
        writer.start();
    }

    private record Column(String type, Function<AuditRow, @Nullable Object> of) {}

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
            insert(connection, batch.stream().map(Waiting::row).toList());
            batch.forEach(waiting -> waiting.written().complete(true));
        } catch (SQLException | RuntimeException e) {
            fail(batch, e);
        }
    }

    private static void fail(List<Waiting> batch, Exception cause) {
        batch.forEach(waiting -> waiting.written().completeExceptionally(cause));
    }

    private static void insert(Connection connection, List<AuditRow> rows) throws SQLException {
        try (var insert = connection.prepareStatement(INSERT)) {
            for (int i = 0; i < COLUMNS.size(); i++) {
                var column = COLUMNS.get(i);
                insert.setArray(i + 1, connection.createArrayOf(column.type(), rows.stream().map(column.of()).toArray()));
            }
            insert.executeUpdate();
        }
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }
}
