package signalbox.host.ledger.writer;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Binds the parameters of a statement one after the other, lists of values as arrays.
final class Columns {
    private final Connection connection;
    private final PreparedStatement statement;
    private int bound;

    Columns(Connection connection, PreparedStatement statement) {
        this.connection = connection;
        this.statement = statement;
    }

    <T> Columns texts(List<T> rows, Function<T, String> column) throws SQLException {
        var values = new String[rows.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = column.apply(rows.get(i));
        }
        return bind(connection.createArrayOf("text", values));
    }

    <T> Columns numbers(List<T> rows, Function<T, Long> column) throws SQLException {
        var values = new Long[rows.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = column.apply(rows.get(i));
        }
        return bind(connection.createArrayOf("int8", values));
    }

    <T> Columns flags(List<T> rows, Function<T, Boolean> column) throws SQLException {
        var values = new Boolean[rows.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = column.apply(rows.get(i));
        }
        return bind(connection.createArrayOf("bool", values));
    }

    <T> Columns bytes(List<T> rows, Function<T, byte[]> column) throws SQLException {
        var values = new byte[rows.size()][];
        for (int i = 0; i < values.length; i++) {
            values[i] = column.apply(rows.get(i));
        }
        return bind(connection.createArrayOf("bytea", values));
    }

    Columns value(@Nullable Object value) throws SQLException {
        statement.setObject(++bound, value);
        return this;
    }

    private Columns bind(Array array) throws SQLException {
        statement.setArray(++bound, array);
        return this;
    }
}
