package signalbox.database;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationVersion;
import org.jspecify.annotations.Nullable;

/// A PostgreSQL with its connections: an embedded one that this process runs, or any other.
///
/// There are two pools, so that nobody who is asked who he is waits for the work of somebody else.
public final class Database implements AutoCloseable {
    /// How many connections work may hold together.
    public static final int MOST_AT_WORK = 12;

    private static final int MOST_BRIEF = 8;
    private static final Pattern ROOM = Pattern.compile("[a-z][a-z_]{0,30}");

    private final DatabaseUrl url;
    private final Pool brief;
    private final @Nullable EmbeddedPostgres embedded;
    private @Nullable Pool work;
    private @Nullable Notifications notices;

    private Database(DatabaseUrl url, @Nullable EmbeddedPostgres embedded) {
        this.url = url;
        this.embedded = embedded;
        brief = Pool.of(url, "brief", MOST_BRIEF);
    }

    /// Starts the embedded PostgreSQL that keeps its data in this directory, which is made if absent.
    public static Database embedded(Path directory) {
        return over(EmbeddedPostgres.start(directory, Lifetime.KEPT));
    }

    /// Starts an embedded PostgreSQL of the same settings whose data is deleted at close.
    public static Database temporary() {
        TemporaryDirectories.sweep();
        return over(EmbeddedPostgres.start(TemporaryDirectories.freshDirectory(), Lifetime.TEMPORARY));
    }

    /// Connects to `postgresql://user:password@host:port/database`, or the JDBC form of it.
    public static Database at(String url) {
        return new Database(DatabaseUrl.parse(url), null);
    }

    /// For those who ask and go.
    public DataSource dataSource() {
        return brief.source();
    }

    /// For work that may hold a connection for long.
    public synchronized DataSource workSource() {
        if (work == null) {
            work = Pool.of(url, "work", MOST_AT_WORK);
        }
        return work.source();
    }

    /// The URL with its password, by which another process reaches this database: for files of mode 0600 only.
    public String url() {
        return url.secret();
    }

    /// What this database notifies; heard from the first time somebody asks.
    public synchronized Notifications notices() {
        if (notices == null) {
            notices = Notifications.of(url);
        }
        return notices;
    }

    /// Brings the schema named as the room up to date with `classpath:db/<room>`; doing it again changes nothing.
    public void migrate(String room) {
        try {
            flyway(room).migrate();
        } catch (FlywayException e) {
            throw new DatabaseException("'" + room + "' cannot be brought up to date in " + url, String.valueOf(e.getMessage()), e);
        }
    }

    /// Which version the schema named as the room has; throws where the database cannot be asked.
    public SchemaVersion version(String room) {
        try {
            var migrations = flyway(room).info();
            var applied = Stream.of(migrations.applied())
                    .filter(migration -> !migration.getState().isFailed())
                    .map(MigrationInfo::getVersion)
                    .filter(Objects::nonNull)
                    .max(Comparator.naturalOrder());
            var needed = Stream.of(migrations.all())
                    .filter(migration -> migration.getState().isResolved())
                    .map(MigrationInfo::getVersion)
                    .filter(Objects::nonNull)
                    .max(Comparator.naturalOrder());
            return new SchemaVersion(
                    room, applied.map(MigrationVersion::getVersion).orElse(null), needed.orElseThrow().getVersion());
        } catch (FlywayException e) {
            throw new DatabaseException("'" + room + "' cannot be looked at in " + url, String.valueOf(e.getMessage()), e);
        }
    }

    private Flyway flyway(String room) {
        if (!ROOM.matcher(room).matches()) {
            throw new IllegalArgumentException("'" + room + "' is no room: lower-case letters and _");
        }
        return Flyway.configure()
                .dataSource(brief.connections())
                .locations("classpath:db/" + room)
                .failOnMissingLocations(true)
                .schemas(room)
                .defaultSchema(room)
                .load();
    }

    @Override
    public synchronized void close() {
        if (notices != null) {
            notices.close();
        }
        if (work != null) {
            work.close();
        }
        brief.close();
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

    @Override
    public String toString() {
        return url.toString();
    }
}
