package signalbox.retail.record;

import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import signalbox.retail.shop.Address;
import signalbox.retail.shop.Customer;
import signalbox.retail.shop.Fulfillment;
import signalbox.retail.shop.Options;
import signalbox.retail.shop.Order;
import signalbox.retail.shop.OrderItem;
import signalbox.retail.shop.Payment;
import signalbox.retail.shop.PaymentMethod;
import signalbox.retail.shop.PaymentMethod.CreditCard;
import signalbox.retail.shop.PaymentMethod.GiftCard;
import signalbox.retail.shop.PaymentMethod.PayPal;
import signalbox.retail.shop.Product;
import signalbox.retail.shop.Variant;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Products, customers and orders as the JSON objects of version 1, fields in their fixed order.
public final class Records {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private Records() {}

    public static ObjectNode product(Product product) {
        var variants = JSON.objectNode();
        product.variants().forEach(variant -> variants.set(variant.itemId(), variant(variant)));
        return JSON.objectNode()
                .put("name", product.name())
                .put("product_id", product.id())
                .set("variants", variants);
    }

    public static ObjectNode variant(Variant variant) {
        return JSON.objectNode()
                .put("item_id", variant.itemId())
                .set("options", options(variant.options()))
                .put("available", variant.available())
                .put("price", variant.price());
    }

    public static ObjectNode options(Options options) {
        var json = JSON.objectNode();
        options.values().forEach(json::put);
        return json;
    }

    public static ObjectNode customer(Customer customer) {
        var methods = JSON.objectNode();
        customer.wallet().methods().forEach(method -> methods.set(method.id(), method(method)));
        var name = JSON.objectNode().put("first_name", customer.firstName()).put("last_name", customer.lastName());
        return JSON.objectNode()
                .put("user_id", customer.id())
                .set("name", name)
                .set("address", address(customer.address()))
                .put("email", customer.email())
                .set("payment_methods", methods)
                .set("orders", strings(customer.orders()));
    }

    public static ObjectNode address(Address address) {
        return JSON.objectNode()
                .put("address1", address.address1())
                .put("address2", address.address2())
                .put("city", address.city())
                .put("country", address.country())
                .put("state", address.state())
                .put("zip", address.zip());
    }

    /// All fourteen fields; the seven optional ones are null until set.
    public static ObjectNode order(Order order) {
        var json = JSON.objectNode()
                .put("order_id", order.id())
                .put("user_id", order.userId())
                .set("address", address(order.address()))
                .set("items", array(order.items().stream().map(Records::item).toList()))
                .put("status", order.status())
                .set("fulfillments", array(order.fulfillments().stream().map(Records::fulfillment).toList()))
                .set("payment_history", array(order.payments().stream().map(Records::payment).toList()))
                .put("cancel_reason", order.cancelReason());
        addExchange(json, order.exchange());
        var returned = order.returned();
        json.set("return_items", returned == null ? JSON.nullNode() : strings(returned.itemIds()));
        json.put("return_payment_method_id", returned == null ? null : returned.methodId());
        return json;
    }

    private static void addExchange(ObjectNode json, Order.@Nullable Exchange exchange) {
        if (exchange == null) {
            json.putNull("exchange_items").putNull("exchange_new_items");
            json.putNull("exchange_payment_method_id").putNull("exchange_price_difference");
            return;
        }
        json.set("exchange_items", strings(exchange.itemIds()));
        json.set("exchange_new_items", strings(exchange.newItemIds()));
        json.put("exchange_payment_method_id", exchange.methodId());
        if (exchange.itemIds().isEmpty()) {
            json.put("exchange_price_difference", 0);
        } else {
            json.put("exchange_price_difference", exchange.difference());
        }
    }

    private static ObjectNode item(OrderItem item) {
        return JSON.objectNode()
                .put("name", item.name())
                .put("product_id", item.productId())
                .put("item_id", item.itemId())
                .put("price", item.price())
                .set("options", options(item.options()));
    }

    private static ObjectNode fulfillment(Fulfillment fulfillment) {
        return JSON.objectNode()
                .set("tracking_id", strings(fulfillment.trackingIds()))
                .set("item_ids", strings(fulfillment.itemIds()));
    }

    private static ObjectNode payment(Payment payment) {
        return JSON.objectNode()
                .put("transaction_type", payment.type().word())
                .put("amount", payment.amount())
                .put("payment_method_id", payment.methodId());
    }

    private static ObjectNode method(PaymentMethod method) {
        return switch (method) {
            case CreditCard(var id, var brand, var lastFour) ->
                JSON.objectNode().put("source", "credit_card").put("id", id).put("brand", brand).put("last_four", lastFour);
            case GiftCard(var id, var balance) ->
                JSON.objectNode().put("source", "gift_card").put("id", id).put("balance", balance);
            case PayPal(var id) -> JSON.objectNode().put("source", "paypal").put("id", id);
        };
    }

    public static ArrayNode strings(List<String> values) {
        var array = JSON.arrayNode();
        values.forEach(array::add);
        return array;
    }

    private static ArrayNode array(Collection<? extends JsonNode> values) {
        return JSON.arrayNode().addAll(values);
    }
}
