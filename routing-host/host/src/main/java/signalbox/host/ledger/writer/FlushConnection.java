package signalbox.host.ledger.writer;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import signalbox.host.ledger.spending.SpendingChange;

/// The connection that rows are written over, and that says that this process lives; opened again when it breaks.
///
/// A flush is one statement, so one commit and one way there and back. What refuses one run's rows takes no other's with
/// it: then each run is written alone. Where all that it has is of chats that called nothing, its commit does not wait for
/// the disk: it survives the end of this process, and a loss of power takes at most the last moment of them.
public final class FlushConnection implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(FlushConnection.class.getName());
    private static final Set<String> OF_THE_DATABASE = Set.of("08", "25", "40", "53", "55", "57", "58", "F0", "XX");
    private static final Duration MOVE = Duration.ofSeconds(5);
    private static final String NOTIFY = "SELECT count(pg_notify(n.channel, n.payload))";
    /// The commit of this statement does not wait for the disk.
    private static final String NO_WAIT = ", set_config('synchronous_commit', 'off', true)";
    private static final String NOTICES = " FROM unnest(?::text[], ?::text[]) n(channel, payload)";

    private final DataSource source;
    private final String host;
    private final HostLease lease;
    private final Clock clock;
    private final Map<Parts, PreparedStatement> statements = new HashMap<>();
    private @Nullable Connection connection;

    /// Takes the lease of this process.
    public FlushConnection(DataSource source, String host, OpenRuns open, Clock clock) {
        this.source = source;
        this.host = host;
        this.clock = clock;
        lease = new HostLease(host, open, MOVE);
        try {
            connected();
        } catch (SQLException e) {
            disconnect();
            throw new IllegalStateException("the ledger's database does not let us in: " + e.getMessage(), e);
        }
    }

    /// Writes what can be written, and tells everybody who waits what became of it.
    void write(Flush whole) {
        var flush = withoutGaps(whole);
        try {
            execute(flush);
            done(flush);
            keepLease();
        } catch (SQLException e) {
            if (isAboutARow(e)) {
                writeOneByOne(flush);
            } else {
                LOG.log(System.Logger.Level.WARNING, "the ledger writes again over a new connection: " + e.getMessage());
                disconnect();
                writeAgain(flush);
            }
        } catch (RuntimeException | Error e) { // whatever it is: others wait for their rows
            disconnect();
            fail(flush, e);
        }
    }

    @Override
    public void close() {
        var open = connection;
        if (open != null) {
            try {
                lease.release(open);
            } catch (SQLException e) {
                LOG.log(System.Logger.Level.DEBUG, "a connection that is gone took its lock with it", e);
            }
        }
        disconnect();
    }

    /// What is written stays written whatever becomes of the lease.
    private void keepLease() {
        try {
            lease.keep(connected());
        } catch (SQLException e) {
            LOG.log(System.Logger.Level.WARNING, "the ledger takes its lease again over a new connection: " + e.getMessage());
            disconnect();
        }
    }

    /// The first time may have done it, or not. Rows that are there already are written; changes of money are not made
    /// twice.
    private void writeAgain(Flush flush) {
        flush.changes().forEach(SpendingChange::lost);
        var rest = flush.withoutChanges();
        try {
            execute(rest);
            done(rest);
        } catch (SQLException e) {
            if (isAboutARow(e)) {
                writeOneByOne(rest);
            } else {
                disconnect();
                fail(rest, e);
            }
        } catch (RuntimeException | Error e) {
            disconnect();
            fail(rest, e);
        }
    }

    private void writeOneByOne(Flush flush) {
        try {
            execute(flush.withoutRuns());
            flush.changes().forEach(SpendingChange::done);
            for (var rows : flush.runs()) {
                writeAlone(rows);
            }
        } catch (SQLException | RuntimeException | Error e) {
            disconnect();
            fail(flush, e); // those that are not settled yet
        }
    }

    private void writeAlone(RunRows rows) throws SQLException {
        try {
            execute(Flush.of(rows));
            rows.succeed();
        } catch (SQLException e) {
            if (!isAboutARow(e)) {
                throw e;
            }
            if (isThere(rows)) {
                rows.succeed();
            } else {
                rows.fail(e);
            }
        }
    }

    private void execute(Flush flush) throws SQLException {
        if (flush.isEmpty()) {
            return;
        }
        var tables = EnumSet.noneOf(Table.class);
        for (var table : Table.values()) {
            if (table.isIn(flush)) {
                tables.add(table);
            }
        }
        var open = connected();
        var parts = new Parts(tables, flush.isOnDisk());
        var statement = statements.get(parts);
        if (statement == null) {
            statement = open.prepareStatement(parts.sql());
            statements.put(parts, statement);
        }
        var columns = new Columns(open, statement);
        var stamp = new Table.Stamp(host, OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC));
        for (var table : tables) {
            table.bind(columns, flush, stamp);
        }
        columns.texts(flush.notices(), Notice::channel).texts(flush.notices(), Notice::payload);
        statement.execute();
    }

    /// What a statement consists of.
    private record Parts(Set<Table> tables, boolean onDisk) {
        String sql() {
            var with = new StringJoiner(",\n", "WITH ", "\n").setEmptyValue("");
            for (var table : tables) {
                with.add("of_" + table + " AS (" + table.sql() + ")");
            }
            return with + NOTIFY + (onDisk ? "" : NO_WAIT) + NOTICES;
        }
    }

    /// Whether just these rows are there, from a flush whose commit was not heard of.
    private boolean isThere(RunRows rows) throws SQLException {
        try (var read = connected().prepareStatement(rows.hasEntries()
                ? "SELECT FROM ledger.journal WHERE run = ? AND number = ? AND entries::text = ?"
                : "SELECT FROM ledger.run WHERE id = ? AND host = ?")) {
            read.setString(1, rows.run);
            if (rows.hasEntries()) {
                read.setLong(2, rows.number);
                read.setString(3, rows.entries());
            } else {
                read.setString(2, host);
            }
            try (var found = read.executeQuery()) {
                return found.next();
            }
        }
    }

    private Connection connected() throws SQLException {
        var open = connection;
        if (open == null) {
            open = source.getConnection();
            connection = open;
            lease.take(open);
        }
        return open;
    }

    private void disconnect() {
        statements.clear();
        var lost = connection;
        connection = null;
        try {
            if (lost != null) {
                lost.close();
            }
        } catch (SQLException e) {
            LOG.log(System.Logger.Level.DEBUG, "a broken connection does not close", e);
        }
    }

    private static Flush withoutGaps(Flush flush) {
        return flush.withRuns(flush.only(rows -> {
            var gap = rows.gap();
            if (gap != null) {
                rows.fail(gap);
            }
            return gap == null;
        }));
    }

    private static void done(Flush flush) {
        flush.runs().forEach(RunRows::succeed);
        flush.changes().forEach(SpendingChange::done);
    }

    private static void fail(Flush flush, Throwable cause) {
        flush.runs().forEach(rows -> rows.fail(cause));
        flush.changes().forEach(SpendingChange::lost);
    }

    /// Whether it is what a row says that is refused, and not the database that is gone, busy or broken, which refuses
    /// every row: SQL's and PostgreSQL's classes of errors.
    private static boolean isAboutARow(SQLException e) {
        var state = e.getSQLState();
        return state != null && state.length() == 5 && !OF_THE_DATABASE.contains(state.substring(0, 2));
    }
}
