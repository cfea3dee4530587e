package signalbox.retail.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import signalbox.retail.record.PythonJson;
import signalbox.retail.record.Records;
import signalbox.retail.shop.Fulfillment;
import signalbox.retail.shop.Order;
import signalbox.retail.shop.OrderItem;
import signalbox.retail.shop.Payment;

/// Orders with all their lines.
final class Orders {
    /// How long and how strictly the row of the order is held, so that its lines cannot change between two reads.
    enum Lock {
        SHARED("for share"),
        EXCLUSIVE("for update");

        private final String clause;

        Lock(String clause) {
            this.clause = clause;
        }
    }

    private final JdbcClient jdbc;

    Orders(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Nullable Order byId(String id, Lock lock) {
        if (!Columns.canHold(id)) {
            return null;
        }
        var bare = jdbc.sql("select * from retail.orders where order_id = ? " + lock.clause)
                .param(id).query(Orders::bare).optional().orElse(null);
        return bare == null ? null : withLines(bare);
    }

    /// Writes what differs between an order as it was read under its exclusive lock and as it is now.
    void save(Order before, Order after) {
        if (before.equals(after)) {
            return;
        }
        saveRow(after);
        for (int i = 0; i < after.items().size(); i++) {
            var item = after.items().get(i);
            if (!item.equals(before.items().get(i))) {
                jdbc.sql("""
                        update retail.order_item set item_id = ?, price = ?, options = ?::json
                        where order_id = ? and position = ?""")
                        .params(item.itemId(), item.price(), PythonJson.text(Records.options(item.options())), after.id(), i)
                        .update();
            }
        }
        for (int i = before.payments().size(); i < after.payments().size(); i++) {
            var payment = after.payments().get(i);
            jdbc.sql("insert into retail.payment values (?, ?, ?, ?, ?)")
                    .params(after.id(), i, payment.type().word(), payment.amount(), payment.methodId())
                    .update();
        }
    }

    private void saveRow(Order order) {
        var exchange = order.exchange();
        var returned = order.returned();
        jdbc.sql("""
                update retail.orders set address = :address::json, status = :status, cancel_reason = :reason,
                    exchange_items = :old, exchange_new_items = :new, exchange_payment_method_id = :exchangeMethod,
                    exchange_price_difference = :difference, return_items = :back, return_payment_method_id = :backMethod
                where order_id = :id""")
                .param("id", order.id())
                .param("address", PythonJson.text(Records.address(order.address())))
                .param("status", order.status())
                .param("reason", order.cancelReason())
                .param("old", exchange == null ? null : array(exchange.itemIds()))
                .param("new", exchange == null ? null : array(exchange.newItemIds()))
                .param("exchangeMethod", exchange == null ? null : exchange.methodId())
                .param("difference", exchange == null ? null : exchange.difference())
                .param("back", returned == null ? null : array(returned.itemIds()))
                .param("backMethod", returned == null ? null : returned.methodId())
                .update();
    }

    private static String[] array(List<String> values) {
        return values.toArray(String[]::new);
    }

    private Order withLines(Order bare) {
        return new Order(
                bare.id(),
                bare.userId(),
                bare.address(),
                lines("order_item", bare.id(), Orders::item),
                bare.status(),
                lines("fulfillment", bare.id(), Orders::fulfillment),
                lines("payment", bare.id(), Orders::payment),
                bare.changes());
    }

    private <T> List<T> lines(String table, String orderId, RowMapper<T> line) {
        return jdbc.sql("select * from retail." + table + " where order_id = ? order by position")
                .param(orderId).query(line).list();
    }

    private static Order bare(ResultSet row, int number) throws SQLException {
        return new Order(
                row.getString("order_id"),
                row.getString("user_id"),
                Columns.address(row),
                List.of(),
                row.getString("status"),
                List.of(),
                List.of(),
                new Order.Changes(row.getString("cancel_reason"), exchange(row), returned(row)));
    }

    private static Order.@Nullable Exchange exchange(ResultSet row) throws SQLException {
        var items = Columns.nullableStrings(row, "exchange_items");
        return items == null ? null : new Order.Exchange(
                items,
                Columns.strings(row, "exchange_new_items"),
                row.getString("exchange_payment_method_id"),
                row.getDouble("exchange_price_difference"));
    }

    private static Order.@Nullable Returned returned(ResultSet row) throws SQLException {
        var items = Columns.nullableStrings(row, "return_items");
        return items == null ? null : new Order.Returned(items, row.getString("return_payment_method_id"));
    }

    private static OrderItem item(ResultSet row, int number) throws SQLException {
        return new OrderItem(
                row.getString("name"),
                row.getString("product_id"),
                row.getString("item_id"),
                row.getDouble("price"),
                Columns.options(row));
    }

    private static Fulfillment fulfillment(ResultSet row, int number) throws SQLException {
        return new Fulfillment(Columns.strings(row, "tracking_ids"), Columns.strings(row, "item_ids"));
    }

    private static Payment payment(ResultSet row, int number) throws SQLException {
        return new Payment(
                Payment.Type.of(row.getString("transaction_type")), row.getDouble("amount"), row.getString("method_id"));
    }
}
