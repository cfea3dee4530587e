package signalbox.kit.audit;

import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import signalbox.kit.content.Printable;
import signalbox.kit.endpoint.EndpointPath;

/// The columns of the audit, and what a row says in each.
final class AuditColumns {
    private static final int LONGEST_REASON = 2_000; // it names every entry that was tried
    private static final List<Column> ALL = List.of(
            Column.text("decision_id", row -> row.decision().id().value()),
            new Column("at", Kind.TIME, row -> ChronoUnit.MICROS.between(Instant.EPOCH, row.decision().at())),
            Column.text("caller", row -> row.caller().principal().toString()),
            Column.text("host", row -> row.delegation() == null ? null : row.delegation().host().toString()),
            Column.text("endpoint", row -> EndpointPath.of(row.caller().endpoint())),
            Column.text("tool", row -> Printable.of(row.decision().subject().name())),
            Column.text("version", row -> row.decision().subject().version()),
            Column.text("version_by", row -> row.decision().subject().versionBy()),
            Column.text("decision", row -> row.decision().decision().word()),
            Column.text("rule", row -> row.decision().decision().rule()),
            Column.text("place", row -> row.decision().decision().place().toString()),
            Column.text("revision", row -> row.decision().decision().revision()),
            Column.text("reason", row -> printable(row.decision().decision().reason())),
            Column.text("run", row -> row.delegation() == null ? null : Printable.of(row.delegation().assertion().run())),
            Column.text("args_digest", row -> row.decision().subject().argsDigest()),
            Column.text("outcome", row -> row.outcome().word()),
            new Column("ms", Kind.NUMBER, AuditRow::ms));

    static final String NAMES = ALL.stream().map(Column::name).collect(Collectors.joining(", "));

    /// A place for each column's value.
    static final String VALUES = ALL.stream().map(column -> column.kind().read("?")).collect(Collectors.joining(", "));

    /// A place for each column's values of many rows.
    static final String ARRAYS = ALL.stream().map(column -> "?::" + column.kind().sql + "[]").collect(Collectors.joining(", "));

    /// Each column's value in one row of those arrays.
    static final String READ = ALL.stream().map(column -> column.kind().read(column.name())).collect(Collectors.joining(", "));

    private AuditColumns() {}

    /// How values travel: in the forms that both sides read without parsing.
    private enum Kind {
        TEXT("text"),
        /// As microseconds since 1970.
        TIME("bigint"),
        NUMBER("bigint");

        private final String sql;

        Kind(String sql) {
            this.sql = sql;
        }

        String read(String value) {
            return this == TIME ? "timestamptz 'epoch' + " + value + " * interval '1 microsecond'" : value;
        }
    }

    private record Column(String name, Kind kind, Function<AuditRow, @Nullable Object> value) {
        static Column text(String name, Function<AuditRow, @Nullable Object> value) {
            return new Column(name, Kind.TEXT, value);
        }

        Array of(List<AuditRow> rows, Connection connection) throws SQLException {
            @Nullable Object[] values = kind == Kind.TEXT ? new String[rows.size()] : new Long[rows.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = value.apply(rows.get(i));
            }
            return connection.createArrayOf(kind.sql, values);
        }
    }

    static @Nullable Object[] values(AuditRow row) {
        return ALL.stream().map(column -> column.value().apply(row)).toArray();
    }

    static Array[] arrays(List<AuditRow> rows, Connection connection) throws SQLException {
        var arrays = new Array[ALL.size()];
        for (int i = 0; i < arrays.length; i++) {
            arrays[i] = ALL.get(i).of(rows, connection);
        }
        return arrays;
    }

    private static @Nullable String printable(@Nullable String reason) {
        return reason == null ? null : Printable.of(reason, LONGEST_REASON);
    }
}
