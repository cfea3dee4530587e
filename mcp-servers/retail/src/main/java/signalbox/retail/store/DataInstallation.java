package signalbox.retail.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import signalbox.retail.record.PythonJson;
import signalbox.retail.record.Records;
import signalbox.retail.shop.Customer;
import signalbox.retail.shop.Order;
import signalbox.retail.shop.PaymentMethod.CreditCard;
import signalbox.retail.shop.PaymentMethod.GiftCard;
import signalbox.retail.shop.PaymentMethod.PayPal;
import signalbox.retail.shop.Product;
import signalbox.retail.shop.Shop;

/// Replaces all data of the shop, in one transaction and in batches.
public final class DataInstallation {
    private final JdbcTemplate jdbc;

    private DataInstallation(DataSource source) {
        jdbc = new JdbcTemplate(source);
    }

    public static void replace(DataSource source, Shop shop) {
        var transaction = new TransactionTemplate(new DataSourceTransactionManager(source));
        transaction.executeWithoutResult(_ -> new DataInstallation(source).fill(shop));
    }

    private void fill(Shop shop) {
        jdbc.execute("""
                truncate retail.product, retail.variant, retail.customer, retail.payment_method, retail.orders,
                    retail.customer_order, retail.order_item, retail.fulfillment, retail.payment, retail.request""");
        addProducts(shop.products());
        addCustomers(shop.customers());
        addOrders(shop.orders());
        addCustomerOrders(shop.customers());
    }

    private void addProducts(List<Product> products) {
        var rows = new ArrayList<Object[]>();
        var variants = new ArrayList<Object[]>();
        for (var product : products) {
            rows.add(row(product.id(), rows.size(), product.name()));
            for (int i = 0; i < product.variants().size(); i++) {
                var variant = product.variants().get(i);
                variants.add(row(
                        variant.itemId(), product.id(), i, PythonJson.text(Records.options(variant.options())),
                        variant.available(), variant.price()));
            }
        }
        insert("product", "?, ?, ?", rows);
        insert("variant", "?, ?, ?, ?::json, ?, ?", variants);
    }

    private void addCustomers(List<Customer> customers) {
        var rows = new ArrayList<Object[]>();
        var methods = new ArrayList<Object[]>();
        for (var customer : customers) {
            rows.add(row(
                    customer.id(), rows.size(), customer.firstName(), customer.lastName(),
                    customer.firstName().toLowerCase(Locale.ROOT), customer.lastName().toLowerCase(Locale.ROOT),
                    PythonJson.text(Records.address(customer.address())), customer.email(),
                    customer.email().toLowerCase(Locale.ROOT)));
            var wallet = customer.wallet().methods();
            for (int i = 0; i < wallet.size(); i++) {
                var userId = customer.id();
                methods.add(switch (wallet.get(i)) {
                    case CreditCard(var id, var brand, var lastFour) ->
                        row(id, userId, i, "credit_card", brand, lastFour, null);
                    case GiftCard(var id, var balance) -> row(id, userId, i, "gift_card", null, null, balance);
                    case PayPal(var id) -> row(id, userId, i, "paypal", null, null, null);
                });
            }
        }
        insert("customer", "?, ?, ?, ?, ?, ?, ?::json, ?, ?", rows);
        insert("payment_method", "?, ?, ?, ?, ?, ?, ?", methods);
    }

    private void addOrders(List<Order> orders) {
        var rows = new ArrayList<Object[]>();
        var items = new ArrayList<Object[]>();
        var fulfillments = new ArrayList<Object[]>();
        var payments = new ArrayList<Object[]>();
        for (var order : orders) {
            rows.add(orderRow(order, rows.size()));
            for (int i = 0; i < order.items().size(); i++) {
                var item = order.items().get(i);
                items.add(row(
                        order.id(), i, item.name(), item.productId(), item.itemId(), item.price(),
                        PythonJson.text(Records.options(item.options()))));
            }
            for (int i = 0; i < order.fulfillments().size(); i++) {
                var parcel = order.fulfillments().get(i);
                fulfillments.add(row(order.id(), i, array(parcel.trackingIds()), array(parcel.itemIds())));
            }
            for (int i = 0; i < order.payments().size(); i++) {
                var payment = order.payments().get(i);
                payments.add(row(order.id(), i, payment.type().word(), payment.amount(), payment.methodId()));
            }
        }
        insert("orders", "?, ?, ?, ?::json, ?, ?, ?, ?, ?, ?, ?, ?", rows);
        insert("order_item", "?, ?, ?, ?, ?, ?, ?::json", items);
        insert("fulfillment", "?, ?, ?, ?", fulfillments);
        insert("payment", "?, ?, ?, ?, ?", payments);
    }

    private static Object[] orderRow(Order order, int position) {
        var exchange = order.exchange();
        var returned = order.returned();
        return row(
                order.id(), position, order.userId(), PythonJson.text(Records.address(order.address())),
                order.status(), order.cancelReason(),
                exchange == null ? null : array(exchange.itemIds()),
                exchange == null ? null : array(exchange.newItemIds()),
                exchange == null ? null : exchange.methodId(),
                exchange == null ? null : exchange.difference(),
                returned == null ? null : array(returned.itemIds()),
                returned == null ? null : returned.methodId());
    }

    private void addCustomerOrders(List<Customer> customers) {
        var rows = new ArrayList<Object[]>();
        for (var customer : customers) {
            for (int i = 0; i < customer.orders().size(); i++) {
                rows.add(row(customer.id(), i, customer.orders().get(i)));
            }
        }
        insert("customer_order", "?, ?, ?", rows);
    }

    private void insert(String table, String values, List<Object[]> rows) {
        jdbc.batchUpdate("insert into retail." + table + " values (" + values + ")", rows);
    }

    private static String[] array(List<String> values) {
        return values.toArray(String[]::new);
    }

    /// A row of column values, some of them null.
    @SuppressWarnings("NullAway") // JDBC takes null for an absent value; the checker has no type for such an array
    private static Object[] row(@Nullable Object... values) {
        return values;
    }
}
