package signalbox.retail.seed;

import java.util.ArrayList;
import java.util.List;
import signalbox.retail.shop.Address;
import signalbox.retail.shop.Customer;
import signalbox.retail.shop.Fulfillment;
import signalbox.retail.shop.Order;
import signalbox.retail.shop.OrderItem;
import signalbox.retail.shop.Payment;
import signalbox.retail.shop.PaymentMethod.CreditCard;
import signalbox.retail.shop.PaymentMethod.GiftCard;
import signalbox.retail.shop.PaymentMethod.PayPal;
import signalbox.retail.shop.Product;
import signalbox.retail.shop.Wallet;

/// The customers and orders that are the same in the generated data of every seed, for demonstrations and examples.
///
/// - Mara Lindgren, `mara_lindgren_4821`, mara.lindgren@example.com, zip 97201, pays by `credit_card_1000001` or
///   `gift_card_1000002` (balance 50.0). Her order `#W1000001` is delivered: a Desk Lamp `1000000007` and a
///   Kettle `2530864207`, paid by credit card. Her order `#W1000002`, a Floor Rug, is delivered as well.
/// - Theo Ashworth, `theo_ashworth_3307`, theo.ashworth@example.com, zip 83702, pays by `paypal_1000003`,
///   `credit_card_1000004` or `gift_card_1000005` (balance 400.0). His order `#W1000003` is pending: a Day Pack and a
///   Rain Jacket, paid by PayPal. His order `#W1000004`, a Bike Helmet, is processed and cannot be changed.
public final class DemoOrders {
    public static final String MARA = "mara_lindgren_4821";
    public static final String MARAS_CARD = "credit_card_1000001";
    public static final String MARAS_GIFT_CARD = "gift_card_1000002";
    public static final String DELIVERED = "#W1000001";
    public static final String ALSO_DELIVERED = "#W1000002";

    public static final String THEO = "theo_ashworth_3307";
    public static final String THEOS_PAYPAL = "paypal_1000003";
    public static final String THEOS_CARD = "credit_card_1000004";
    public static final String THEOS_GIFT_CARD = "gift_card_1000005";
    public static final String PENDING = "#W1000003";
    public static final String PROCESSED = "#W1000004";

    private static final Address PORTLAND =
            new Address("12 Harbor Lane", "Suite 4", "Portland", "USA", "OR", "97201");
    private static final Address BOISE = new Address("8 Mill Road", "", "Boise", "USA", "ID", "83702");

    private DemoOrders() {}

    static List<Customer> customers() {
        return List.of(
                new Customer(MARA, "Mara", "Lindgren", PORTLAND, "mara.lindgren@example.com",
                        new Wallet(List.of(
                                new CreditCard(MARAS_CARD, "visa", "4242"), new GiftCard(MARAS_GIFT_CARD, 50.0))),
                        List.of(DELIVERED, ALSO_DELIVERED)),
                new Customer(THEO, "Theo", "Ashworth", BOISE, "theo.ashworth@example.com",
                        new Wallet(List.of(
                                new PayPal(THEOS_PAYPAL),
                                new CreditCard(THEOS_CARD, "mastercard", "5100"),
                                new GiftCard(THEOS_GIFT_CARD, 400.0))),
                        List.of(PENDING, PROCESSED)));
    }

    static List<Order> orders(List<Product> products) {
        return List.of(
                order(DELIVERED, MARA, PORTLAND, Order.DELIVERED, paid(MARAS_CARD, items(products, "Desk Lamp", "Kettle"))),
                order(ALSO_DELIVERED, MARA, PORTLAND, Order.DELIVERED, paid(MARAS_CARD, items(products, "Floor Rug"))),
                order(PENDING, THEO, BOISE, Order.PENDING, paid(THEOS_PAYPAL, items(products, "Day Pack", "Rain Jacket"))),
                order(PROCESSED, THEO, BOISE, Order.PROCESSED, paid(THEOS_CARD, items(products, "Bike Helmet"))));
    }

    private record Basket(List<OrderItem> items, Payment payment) {}

    private static Basket paid(String methodId, List<OrderItem> items) {
        return new Basket(items, Payment.payment(SampleShop.total(items), methodId));
    }

    private static Order order(String id, String userId, Address address, String status, Basket basket) {
        var itemIds = basket.items().stream().map(OrderItem::itemId).toList();
        var parcels = status.equals(Order.PENDING)
                ? List.<Fulfillment>of()
                : List.of(new Fulfillment(List.of("9000" + id.substring(2)), itemIds));
        return new Order(
                id, userId, address, basket.items(), status, parcels, List.of(basket.payment()), Order.Changes.NONE);
    }

    private static List<OrderItem> items(List<Product> products, String... names) {
        var items = new ArrayList<OrderItem>();
        for (var name : names) {
            var product = products.stream().filter(each -> each.name().equals(name)).findFirst().orElseThrow();
            items.add(SampleShop.item(product, product.variants().getFirst()));
        }
        return items;
    }
}
