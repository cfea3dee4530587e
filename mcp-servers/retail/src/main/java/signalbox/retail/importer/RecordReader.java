package signalbox.retail.importer;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import signalbox.retail.shop.Address;
import signalbox.retail.shop.Customer;
import signalbox.retail.shop.Fulfillment;
import signalbox.retail.shop.Options;
import signalbox.retail.shop.Order;
import signalbox.retail.shop.OrderItem;
import signalbox.retail.shop.Payment;
import signalbox.retail.shop.PaymentMethod;
import signalbox.retail.shop.Product;
import signalbox.retail.shop.Variant;
import signalbox.retail.shop.Wallet;

/// Reads one product, user or order of a `db.json`.
final class RecordReader {
    private static final Pattern DIGITS = Pattern.compile("[0-9]{10}");
    private static final Pattern ORDER = Pattern.compile("#W[0-9]{7}");

    private RecordReader() {}

    static Product product(FilePart part) {
        var fields = FieldReader.of(part);
        var product = new Product(
                fields.text("product_id", DIGITS, "'1234567890'"),
                fields.text("name"),
                fields.entries("variants", "item_id", RecordReader::variant));
        fields.end();
        return product;
    }

    static Customer customer(FilePart part) {
        var fields = FieldReader.of(part);
        var name = FieldReader.of(fields.part("name"));
        var customer = new Customer(
                fields.text("user_id"),
                name.text("first_name"),
                name.text("last_name"),
                address(fields.part("address")),
                fields.text("email"),
                new Wallet(fields.entries("payment_methods", "id", RecordReader::method)),
                fields.texts("orders"));
        name.end();
        fields.end();
        return customer;
    }

    static Order order(FilePart part) {
        var fields = FieldReader.of(part);
        var reason = fields.optional("cancel_reason");
        var order = new Order(
                fields.text("order_id", ORDER, "'#W1234567'"),
                fields.text("user_id"),
                address(fields.part("address")),
                fields.list("items", RecordReader::item),
                fields.oneOf("status", Order.STATUSES),
                fields.list("fulfillments", RecordReader::fulfillment),
                fields.list("payment_history", RecordReader::payment),
                new Order.Changes(reason == null ? null : FieldReader.text(reason), exchange(fields), returned(fields)));
        fields.end();
        return order;
    }

    private static Order.@Nullable Exchange exchange(FieldReader fields) {
        var items = fields.optional("exchange_items");
        var newItems = fields.optional("exchange_new_items");
        var method = fields.optional("exchange_payment_method_id");
        var difference = fields.optional("exchange_price_difference");
        if (items == null && newItems == null && method == null && difference == null) {
            return null;
        }
        return new Order.Exchange(
                fields.texts("exchange_items"),
                fields.texts("exchange_new_items"),
                fields.text("exchange_payment_method_id"),
                fields.dollars("exchange_price_difference"));
    }

    private static Order.@Nullable Returned returned(FieldReader fields) {
        var items = fields.optional("return_items");
        var method = fields.optional("return_payment_method_id");
        if (items == null && method == null) {
            return null;
        }
        return new Order.Returned(fields.texts("return_items"), fields.text("return_payment_method_id"));
    }

    private static Variant variant(FilePart part) {
        var fields = FieldReader.of(part);
        var variant = new Variant(
                fields.text("item_id", DIGITS, "'1234567890'"),
                options(fields.part("options")),
                fields.flag("available"),
                fields.dollars("price"));
        fields.end();
        return variant;
    }

    private static OrderItem item(FilePart part) {
        var fields = FieldReader.of(part);
        var item = new OrderItem(
                fields.text("name"),
                fields.text("product_id"),
                fields.text("item_id"),
                fields.dollars("price"),
                options(fields.part("options")));
        fields.end();
        return item;
    }

    private static Options options(FilePart part) {
        if (!(part instanceof FilePart.Fields fields)) {
            throw new InvalidPart(part, "expected an object, found " + part.kind(), "options such as {\"color\": \"red\"}");
        }
        var values = new LinkedHashMap<String, String>();
        fields.fields().forEach((name, value) -> values.put(name, FieldReader.text(value)));
        return new Options(values);
    }

    private static Address address(FilePart part) {
        var fields = FieldReader.of(part);
        var address = new Address(
                fields.text("address1"),
                fields.text("address2"),
                fields.text("city"),
                fields.text("country"),
                fields.text("state"),
                fields.text("zip"));
        fields.end();
        return address;
    }

    private static PaymentMethod method(FilePart part) {
        var fields = FieldReader.of(part);
        var source = fields.oneOf("source", List.of("credit_card", "gift_card", "paypal"));
        var id = fields.text("id");
        PaymentMethod method = switch (source) {
            case "credit_card" ->
                new PaymentMethod.CreditCard(id, fields.text("brand"), fields.text("last_four"));
            case "gift_card" -> new PaymentMethod.GiftCard(id, fields.dollars("balance"));
            default -> new PaymentMethod.PayPal(id);
        };
        fields.end();
        return method;
    }

    private static Fulfillment fulfillment(FilePart part) {
        var fields = FieldReader.of(part);
        var fulfillment = new Fulfillment(fields.texts("tracking_id"), fields.texts("item_ids"));
        fields.end();
        return fulfillment;
    }

    private static Payment payment(FilePart part) {
        var fields = FieldReader.of(part);
        var payment = new Payment(
                Payment.Type.of(fields.oneOf("transaction_type", List.of("payment", "refund"))),
                fields.dollars("amount"),
                fields.text("payment_method_id"));
        fields.end();
        return payment;
    }
}
