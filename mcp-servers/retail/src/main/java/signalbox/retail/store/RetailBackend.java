package signalbox.retail.store;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import signalbox.retail.rules.Answer;
import signalbox.retail.rules.DeliveredOrders;
import signalbox.retail.rules.ItemExchange;
import signalbox.retail.rules.OrderAndWallet;
import signalbox.retail.rules.PendingOrders;
import signalbox.retail.rules.Refusal;
import signalbox.retail.shop.Address;
import signalbox.retail.shop.Customer;
import signalbox.retail.shop.Order;
import signalbox.retail.shop.Product;
import signalbox.retail.shop.Variant;

/// What the shop does, for every version of the tools.
///
/// A change joins the transaction of its caller; an order is read in one of its own where there is none. A change locks the order first and the wallet of its customer second, so
/// that changes to one order or to one gift card happen one after another and never wait for each other in a circle.
public final class RetailBackend {
    private final Catalogue catalogue;
    private final Customers customers;
    private final Orders orders;
    private final TransactionTemplate transaction;

    public RetailBackend(DataSource source) {
        transaction = new TransactionTemplate(new JdbcTransactionManager(source));
        var jdbc = JdbcClient.create(source);
        catalogue = new Catalogue(jdbc);
        customers = new Customers(jdbc);
        orders = new Orders(jdbc);
    }

    public Answer<String> userByEmail(String email) {
        return found(customers.idByEmail(email), Refusal.NO_USER);
    }

    public Answer<String> userByName(String first, String last, String zip) {
        return found(customers.idByName(first, last, zip), Refusal.NO_USER);
    }

    public Answer<Customer> user(String id) {
        return found(customers.byId(id), Refusal.NO_USER);
    }

    public Answer<Order> order(String id) {
        var order = transaction.execute(_ -> Optional.ofNullable(orders.byId(id, Orders.Lock.SHARED)));
        return found(order.orElse(null), Refusal.NO_ORDER);
    }

    public Answer<Product> product(String id) {
        return found(catalogue.product(id), Refusal.NO_PRODUCT);
    }

    public Answer<Variant> item(String itemId) {
        return found(catalogue.item(itemId), Refusal.NO_ITEM);
    }

    /// Product ids by product name.
    public SortedMap<String, String> productTypes() {
        return catalogue.types();
    }

    public Answer<Customer> moveUser(String userId, Address address) {
        return customers.moveTo(userId, address) ? user(userId) : Answer.refused(Refusal.NO_USER);
    }

    public Answer<Order> cancel(String orderId, String reason) {
        return change(orderId, before -> PendingOrders.cancel(before, reason));
    }

    public Answer<Order> moveOrder(String orderId, Address address) {
        return change(orderId, before -> PendingOrders.moveTo(before, address));
    }

    public Answer<Order> payWith(String orderId, String methodId) {
        return change(orderId, before -> PendingOrders.payWith(before, methodId));
    }

    public Answer<Order> modifyItems(String orderId, ItemExchange swap) {
        return change(orderId, before -> PendingOrders.swap(before, swap, catalogue));
    }

    public Answer<Order> takeBack(String orderId, List<String> itemIds, String methodId) {
        return change(orderId, before -> DeliveredOrders.takeBack(before, itemIds, methodId));
    }

    public Answer<Order> exchange(String orderId, ItemExchange swap) {
        return change(orderId, before -> DeliveredOrders.exchange(before, swap, catalogue));
    }

    private Answer<Order> change(String orderId, Function<OrderAndWallet, Answer<OrderAndWallet>> rule) {
        var order = orders.byId(orderId, Orders.Lock.EXCLUSIVE);
        if (order == null) {
            return Answer.refused(Refusal.NO_ORDER);
        }
        var before = new OrderAndWallet(order, customers.lockedWallet(order.userId()));
        return rule.apply(before).map(after -> {
            orders.save(before.order(), after.order());
            customers.save(before.wallet(), after.wallet());
            return after.order();
        });
    }

    private static <T> Answer<T> found(@Nullable T value, Refusal otherwise) {
        return value == null ? Answer.refused(otherwise) : Answer.done(value);
    }
}
