package signalbox.retail.importer;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import signalbox.retail.shop.Customer;
import signalbox.retail.shop.Order;
import signalbox.retail.shop.PaymentMethod;
import signalbox.retail.shop.Product;
import signalbox.retail.shop.Shop;

/// Ids that must be unique, and ids that must be there because another record names them.
final class ShopReferences {
    private final FilePart whole;
    private final Consumer<InvalidPart> tell;
    private final Map<String, Product> products = new HashMap<>();
    private final Map<String, Customer> customers = new HashMap<>();
    private final Map<String, Order> orders = new HashMap<>();

    private ShopReferences(Shop shop, FilePart whole, Consumer<InvalidPart> tell) {
        this.whole = whole;
        this.tell = tell;
        shop.products().forEach(product -> products.put(product.id(), product));
        shop.customers().forEach(customer -> customers.put(customer.id(), customer));
        shop.orders().forEach(order -> orders.put(order.id(), order));
    }

    static void check(Shop shop, FilePart whole, Consumer<InvalidPart> tell) {
        var references = new ShopReferences(shop, whole, tell);
        references.checkProducts(shop);
        references.checkCustomers(shop);
        shop.orders().forEach(references::checkOrder);
    }

    private void checkProducts(Shop shop) {
        var names = new HashSet<String>();
        var items = new HashSet<String>();
        for (var product : shop.products()) {
            unique(names, product.name(), "name", "products", product.id());
            product.variants().forEach(variant -> unique(items, variant.itemId(), "item id", "products", product.id()));
        }
    }

    private void checkCustomers(Shop shop) {
        var emails = new HashSet<String>();
        var methods = new HashSet<String>();
        for (var customer : shop.customers()) {
            unique(emails, customer.email().toLowerCase(Locale.ROOT), "e-mail", "users", customer.id());
            for (var method : customer.wallet().methods()) {
                unique(methods, method.id(), "payment method", "users", customer.id());
            }
            for (var id : customer.orders()) {
                var order = orders.get(id);
                if (order == null || !order.userId().equals(customer.id())) {
                    report("users", customer.id(), "'" + id + "' is not an order of this user", "an order with this user_id");
                }
            }
        }
    }

    private void checkOrder(Order order) {
        var customer = customers.get(order.userId());
        if (customer == null) {
            report("orders", order.id(), "there is no user '" + order.userId() + "'", "a key of users");
            return;
        }
        for (var item : order.items()) {
            var product = products.get(item.productId());
            if (product == null || product.variant(item.itemId()) == null) {
                report("orders", order.id(),
                        "there is no item '" + item.itemId() + "' of product '" + item.productId() + "'",
                        "an item of products");
            }
        }
        order.payments().forEach(payment -> checkMethod(order, customer, payment.methodId()));
        if (order.exchange() != null) {
            checkMethod(order, customer, order.exchange().methodId());
        }
        if (order.returned() != null) {
            checkMethod(order, customer, order.returned().methodId());
        }
    }

    private void checkMethod(Order order, Customer customer, String methodId) {
        if (customer.wallet().method(methodId) == null) {
            var own = customer.wallet().methods().stream().map(PaymentMethod::id).toList();
            report("orders", order.id(),
                    "'" + methodId + "' is not a payment method of user '" + customer.id() + "'",
                    "one of " + String.join(", ", own));
        }
    }

    private void unique(Set<String> seen, String value, String what, String map, String id) {
        if (!seen.add(value)) {
            report(map, id, "the " + what + " '" + value + "' occurs twice", "each " + what + " once");
        }
    }

    private void report(String map, String id, String message, String hint) {
        if (whole instanceof FilePart.Fields top && top.fields().get(map) instanceof FilePart.Fields records) {
            tell.accept(new InvalidPart(records.fields().getOrDefault(id, records), message, hint));
        }
    }
}
