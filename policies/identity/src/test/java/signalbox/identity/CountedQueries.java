package signalbox.identity;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/// Counts how often somebody asks the database.
final class CountedQueries extends DelegatingDataSource {
    private final AtomicInteger asked = new AtomicInteger();

    CountedQueries(DataSource target) {
        super(target);
    }

    int asked() {
        return asked.get();
    }

    @Override
    public Connection getConnection() throws SQLException {
        asked.incrementAndGet();
        return super.getConnection();
    }
}
