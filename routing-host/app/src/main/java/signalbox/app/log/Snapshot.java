package signalbox.app.log;

import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/// Reads of one moment's state of a database, in which streams take rows as they are wanted.
public final class Snapshot {
    private Snapshot() {}

    public static TransactionTemplate of(DataSource database) {
        var snapshot = new TransactionTemplate(new DataSourceTransactionManager(database));
        snapshot.setReadOnly(true);
        snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        return snapshot;
    }
}
