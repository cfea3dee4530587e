package signalbox.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool;
import java.nio.file.Path;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.LazyConnectionDataSourceProxy;

/// A PostgreSQL with a pool of connections: an embedded one that this process runs, or any other.
public final class Database implements AutoCloseable {
    private static final Pattern ROOM = Pattern.compile("[a-z][a-z_]{0,30}");
    private static final int CONNECTIONS = 12;

    private final DatabaseUrl url;
    private final HikariDataSource pool;
    private final DataSource source;
    private final @Nullable EmbeddedPostgres embedded;
    private @Nullable Notices notices;

    private Database(DatabaseUrl url, @Nullable EmbeddedPostgres embedded) {
        this.url = url;
        this.embedded = embedded;
        pool = connect(url);
        source = new LazyConnectionDataSourceProxy(pool);
    }

    /// Starts the embedded PostgreSQL that keeps its data in this directory, which is made if absent.
    public static Database embedded(Path directory) {
        return over(EmbeddedPostgres.start(directory, Lifetime.KEPT));
    }

    /// Starts an embedded PostgreSQL of the same settings whose data is deleted at close.
    public static Database temporary() {
        Leftovers.sweep();
        return over(EmbeddedPostgres.start(Leftovers.freshDirectory(), Lifetime.TEMPORARY));
    }

    /// Connects to `postgresql://user:password@host:port/database`, or the JDBC form of it.
    public static Database at(String url) {
        return new Database(DatabaseUrl.parse(url), null);
    }

    /// A connection is taken from the pool when its first statement comes: a transaction in which nothing is asked costs
    /// the database nothing.
    public DataSource dataSource() {
        return source;
    }

    /// The URL with its password, by which another process reaches this database: for files of mode 0600 only.
    public String url() {
        return url.secret();
    }

    /// What this database notifies; heard from the first time somebody asks.
    public synchronized Notices notices() {
        if (notices == null) {
            notices = Notices.of(url);
        }
        return notices;
    }

    /// Brings the schema named as the room up to date with `classpath:db/<room>`; doing it again changes nothing.
    public void migrate(String room) {
        if (!ROOM.matcher(room).matches()) {
            throw new IllegalArgumentException("'" + room + "' is no room: lower-case letters and _");
        }
        try {
            Flyway.configure()
                    .dataSource(pool)
                    .locations("classpath:db/" + room)
                    .failOnMissingLocations(true)
                    .schemas(room)
                    .defaultSchema(room)
                    .load()
                    .migrate();
        } catch (FlywayException e) {
            throw new DatabaseException("'" + room + "' cannot be brought up to date in " + url, String.valueOf(e.getMessage()), e);
        }
    }

    @Override
    public synchronized void close() {
        if (notices != null) {
            notices.close();
        }
        pool.close();
        if (embedded != null) {
            embedded.close();
        }
    }

    private static Database over(EmbeddedPostgres embedded) {
        try {
            return new Database(embedded.url(), embedded);
        } catch (RuntimeException e) {
            embedded.close();
            throw e;
        }
    }

    private static HikariDataSource connect(DatabaseUrl url) {
        var config = new HikariConfig();
        config.setPoolName("signalbox");
        config.setJdbcUrl(url.jdbc());
        config.setUsername(url.user());
        config.setPassword(url.password());
        config.setMaximumPoolSize(CONNECTIONS);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(10_000);
        try {
            return new HikariDataSource(config);
        } catch (HikariPool.PoolInitializationException e) {
            var cause = e.getCause() == null ? e : e.getCause();
            throw new DatabaseException("'" + url + "' does not let us in", String.valueOf(cause.getMessage()), cause);
        }
    }

    @Override
    public String toString() {
        return url.toString();
    }
}
