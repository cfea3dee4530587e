package signalbox.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.LazyConnectionDataSourceProxy;

/// Some connections of a database that are handed out again and again.
///
/// @param source takes a connection when its first statement comes: a transaction in which nothing is asked costs the
///     database nothing
record Pool(HikariDataSource connections, DataSource source) implements AutoCloseable {
    static Pool of(DatabaseUrl url, String name, int most) {
        var config = new HikariConfig();
        config.setPoolName("signalbox-" + name);
        config.setJdbcUrl(url.jdbc());
        config.setUsername(url.user());
        config.setPassword(url.password());
        config.setMaximumPoolSize(most);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(10_000);
        try {
            var connections = new HikariDataSource(config);
            return new Pool(connections, new LazyConnectionDataSourceProxy(connections));
        } catch (HikariPool.PoolInitializationException e) {
            var cause = e.getCause() == null ? e : e.getCause();
            throw new DatabaseException("'" + url + "' does not let us in", String.valueOf(cause.getMessage()), cause);
        }
    }

    @Override
    public void close() {
        connections.close();
    }
}
