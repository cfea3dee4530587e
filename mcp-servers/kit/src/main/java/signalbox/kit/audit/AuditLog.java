package signalbox.kit.audit;

import java.time.Duration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import signalbox.database.Database;

/// Writes who called what, what was decided and how it ended: one row for each call.
public final class AuditLog implements AutoCloseable {
    private static final String INSERT =
            "insert into kit.audit (" + AuditColumns.NAMES + ") values (" + AuditColumns.VALUES + ")";

    private final JdbcClient work;
    private final AuditBatches batches;

    public AuditLog(Database database) {
        work = JdbcClient.create(database.workSource());
        batches = new AuditBatches(database.dataSource());
    }

    /// Writes the row of one call: in the transaction of its work where this thread is in one, so that the two remain
    /// together or not at all, and else with the rows of other calls. Returns once it is written; throws where it
    /// cannot be, and then the call counts as not done.
    public void record(RecordedDecision decision, CallOutcome outcome, Duration took) {
        var row = new AuditRow(decision, outcome, took.toMillis());
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            work.sql(INSERT).params(AuditColumns.values(row)).update();
        } else {
            batches.write(row);
        }
    }

    @Override
    public void close() {
        batches.close();
    }
}
