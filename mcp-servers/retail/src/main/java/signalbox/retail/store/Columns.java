package signalbox.retail.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;
import signalbox.json.JsonReader;
import signalbox.retail.shop.Address;
import signalbox.retail.shop.Options;
import tools.jackson.databind.JsonNode;

/// Columns that hold more than one plain value.
final class Columns {
    private Columns() {}

    static Address address(ResultSet row) throws SQLException {
        JsonNode json = JsonReader.STORED.read(row.getString("address")).orThrow();
        return new Address(
                json.path("address1").stringValue(),
                json.path("address2").stringValue(),
                json.path("city").stringValue(),
                json.path("country").stringValue(),
                json.path("state").stringValue(),
                json.path("zip").stringValue());
    }

    static Options options(ResultSet row) throws SQLException {
        var values = new LinkedHashMap<String, String>();
        for (var option : JsonReader.STORED.read(row.getString("options")).orThrow().properties()) {
            values.put(option.getKey(), option.getValue().stringValue());
        }
        return new Options(values);
    }

    static List<String> strings(ResultSet row, String column) throws SQLException {
        var strings = nullableStrings(row, column);
        if (strings == null) {
            throw new IllegalStateException(column + " is null");
        }
        return strings;
    }

    static @Nullable List<String> nullableStrings(ResultSet row, String column) throws SQLException {
        var array = row.getArray(column);
        return array == null ? null : List.of((String[]) array.getArray());
    }

    /// Whether a text column could hold this at all: no U+0000, no half of a surrogate pair.
    static boolean canHold(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0 || Character.isLowSurrogate(c)) {
                return false;
            }
            if (Character.isHighSurrogate(c)) {
                i++;
                if (i == text.length() || !Character.isLowSurrogate(text.charAt(i))) {
                    return false;
                }
            }
        }
        return true;
    }
}
