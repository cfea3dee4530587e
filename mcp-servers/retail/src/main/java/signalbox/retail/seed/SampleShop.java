package signalbox.retail.seed;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Random;
import signalbox.retail.shop.Address;
import signalbox.retail.shop.Customer;
import signalbox.retail.shop.Dollars;
import signalbox.retail.shop.Fulfillment;
import signalbox.retail.shop.Order;
import signalbox.retail.shop.OrderItem;
import signalbox.retail.shop.Payment;
import signalbox.retail.shop.Product;
import signalbox.retail.shop.Shop;
import signalbox.retail.shop.Variant;

/// Makes a shop out of a seed: the fixed assortment and demo orders, and customers and orders drawn at random.
public final class SampleShop {
    private static final int CUSTOMERS = 200;
    private static final int ORDERS = 500;
    private static final int MOST_ORDERS = 9;

    private final Random random;
    private final List<Product> products = SampleProducts.products();
    private final List<Order> orders = new ArrayList<>(DemoOrders.orders(products));
    private final LinkedHashMap<String, Customer> customers = new LinkedHashMap<>();

    public SampleShop(long seed) {
        random = new Random(seed);
    }

    public Shop shop() {
        var people = new SampleCustomers(random);
        DemoOrders.customers().forEach(customer -> customers.put(customer.id(), customer));
        var buyers = new ArrayList<String>();
        while (customers.size() < CUSTOMERS) {
            var customer = people.next();
            customers.put(customer.id(), customer);
            buyers.add(customer.id());
        }
        int number = 2_000_000;
        while (orders.size() < ORDERS) {
            var customer = customers.get(buyers.get(random.nextInt(buyers.size())));
            if (customer != null && customer.orders().size() < MOST_ORDERS) {
                number += 1 + random.nextInt(15_000);
                add(customer, order("#W" + number, customer));
            }
        }
        return new Shop(products, List.copyOf(customers.values()), orders);
    }

    private void add(Customer customer, Order order) {
        orders.add(order);
        var ids = new ArrayList<>(customer.orders());
        ids.add(order.id());
        customers.put(customer.id(), new Customer(
                customer.id(), customer.firstName(), customer.lastName(), customer.address(), customer.email(),
                customer.wallet(), ids));
    }

    private Order order(String id, Customer customer) {
        var items = items();
        var status = status();
        var wallet = customer.wallet().methods();
        var paid = Payment.payment(total(items), wallet.get(random.nextInt(wallet.size())).id());
        var payments = status.equals(Order.CANCELLED)
                ? List.of(paid, Payment.refund(paid.amount(), paid.methodId()))
                : List.of(paid);
        boolean sent = status.equals(Order.DELIVERED) || status.equals(Order.PROCESSED);
        Address address = customer.address();
        return new Order(
                id, customer.id(), address, items, status, sent ? List.of(parcel(items)) : List.of(), payments,
                Order.Changes.NONE);
    }

    private List<OrderItem> items() {
        var items = new ArrayList<OrderItem>();
        int count = 1 + random.nextInt(5);
        for (int i = 0; i < count; i++) {
            var product = products.get(random.nextInt(products.size()));
            items.add(item(product, product.variants().get(random.nextInt(product.variants().size()))));
        }
        return items;
    }

    private String status() {
        int share = random.nextInt(100);
        if (share < 42) {
            return Order.PENDING;
        }
        if (share < 80) {
            return Order.DELIVERED;
        }
        return share < 90 ? Order.PROCESSED : Order.CANCELLED;
    }

    private Fulfillment parcel(List<OrderItem> items) {
        var tracking = Long.toString(100_000_000_000L + random.nextLong(900_000_000_000L));
        return new Fulfillment(List.of(tracking), items.stream().map(OrderItem::itemId).toList());
    }

    static OrderItem item(Product product, Variant variant) {
        return new OrderItem(product.name(), product.id(), variant.itemId(), variant.price(), variant.options());
    }

    /// What the items cost together, to the cent.
    static double total(List<OrderItem> items) {
        double sum = 0;
        for (var item : items) {
            sum += item.price();
        }
        return Dollars.round2(sum);
    }
}
