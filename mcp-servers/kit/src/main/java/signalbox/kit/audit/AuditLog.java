package signalbox.kit.audit;

import java.time.Duration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import signalbox.database.Database;
import signalbox.kit.telemetry.PermissionOutcome;
import signalbox.kit.telemetry.ToolTelemetry;

/// Writes who called what, what was decided and how it ended: one row for each call.
public final class AuditLog implements AutoCloseable {
    private static final String INSERT =
            "insert into kit.audit (" + AuditColumns.NAMES + ") values (" + AuditColumns.VALUES + ")";

    private final JdbcClient work;
    private final AuditBatches batches;
    private final ToolTelemetry telemetry;

    /// @param telemetry is told of each row that remains
    public AuditLog(Database database, ToolTelemetry telemetry) {
        this.telemetry = telemetry;
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
            whenCommitted(() -> tell(row));
        } else {
            batches.write(row);
            tell(row);
        }
    }

    private void tell(AuditRow row) {
        var decision = row.decision().decision();
        telemetry.decided(new PermissionOutcome(
                row.caller().principal().toString(), decision.word(), row.outcome().word()));
    }

    private static void whenCommitted(Runnable act) {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                act.run();
            }
        });
    }

    @Override
    public void close() {
        batches.close();
    }
}
