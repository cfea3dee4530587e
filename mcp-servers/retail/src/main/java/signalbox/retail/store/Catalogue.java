package signalbox.retail.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import signalbox.retail.rules.CodePoints;
import signalbox.retail.rules.ProductLookup;
import signalbox.retail.shop.Product;
import signalbox.retail.shop.Variant;

/// Products and their variants; no tool changes them.
final class Catalogue implements ProductLookup {
    private final JdbcClient jdbc;

    Catalogue(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public @Nullable Product product(String id) {
        if (!Columns.canHold(id)) {
            return null;
        }
        var name = jdbc.sql("select name from retail.product where product_id = ?")
                .param(id).query(String.class).optional().orElse(null);
        if (name == null) {
            return null;
        }
        var variants = jdbc.sql("""
                select item_id, options, available, price from retail.variant
                where product_id = ? order by position""").param(id).query(Catalogue::variant).list();
        return new Product(id, name, variants);
    }

    @Nullable Variant item(String itemId) {
        if (!Columns.canHold(itemId)) {
            return null;
        }
        return jdbc.sql("select item_id, options, available, price from retail.variant where item_id = ?")
                .param(itemId).query(Catalogue::variant).optional().orElse(null);
    }

    /// Product ids by product name.
    SortedMap<String, String> types() {
        var types = new TreeMap<String, String>(CodePoints.ORDER);
        jdbc.sql("select name, product_id from retail.product")
                .query(row -> {
                    types.put(row.getString("name"), row.getString("product_id"));
                });
        return types;
    }

    private static Variant variant(ResultSet row, int number) throws SQLException {
        return new Variant(
                row.getString("item_id"), Columns.options(row), row.getBoolean("available"), row.getDouble("price"));
    }
}
