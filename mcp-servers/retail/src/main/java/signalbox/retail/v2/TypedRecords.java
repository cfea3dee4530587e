package signalbox.retail.v2;

import signalbox.retail.record.Records;
import signalbox.retail.shop.Customer;
import signalbox.retail.shop.Dollars;
import signalbox.retail.shop.Fulfillment;
import signalbox.retail.shop.Order;
import signalbox.retail.shop.OrderItem;
import signalbox.retail.shop.Payment;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Orders and users as the structured results of version 2: money in cents, and no field without a value.
final class TypedRecords {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private TypedRecords() {}

    static ObjectNode order(Order order) {
        var json = JSON.objectNode()
                .put("order_id", order.id())
                .put("user_id", order.userId())
                .put("status", order.status())
                .set("address", Records.address(order.address()))
                .set("items", JSON.arrayNode().addAll(order.items().stream().map(TypedRecords::item).toList()))
                .set("shipments", JSON.arrayNode().addAll(order.fulfillments().stream().map(TypedRecords::shipment).toList()))
                .set("payments", JSON.arrayNode().addAll(order.payments().stream().map(TypedRecords::payment).toList()));
        if (order.cancelReason() != null) {
            json.put("cancel_reason", order.cancelReason());
        }
        if (order.exchange() != null) {
            json.set("exchange", exchange(order.exchange()));
        }
        if (order.returned() != null) {
            json.putObject("return")
                    .set("item_ids", Records.strings(order.returned().itemIds()))
                    .put("payment_method_id", order.returned().methodId());
        }
        return json;
    }

    static ObjectNode user(Customer user) {
        return JSON.objectNode()
                .put("user_id", user.id())
                .put("first_name", user.firstName())
                .put("last_name", user.lastName())
                .put("email", user.email())
                .set("address", Records.address(user.address()));
    }

    /// US dollars in cents, rounded half to even from the double the backend keeps.
    static ObjectNode money(double dollars) {
        return JSON.objectNode().put("currency", "USD").put("minor", Dollars.cents(dollars));
    }

    private static ObjectNode item(OrderItem item) {
        return JSON.objectNode()
                .put("item_id", item.itemId())
                .put("product_id", item.productId())
                .put("name", item.name())
                .set("options", Records.options(item.options()))
                .set("price", money(item.price()));
    }

    private static ObjectNode shipment(Fulfillment fulfillment) {
        return JSON.objectNode()
                .set("tracking_ids", Records.strings(fulfillment.trackingIds()))
                .set("item_ids", Records.strings(fulfillment.itemIds()));
    }

    private static ObjectNode payment(Payment payment) {
        return JSON.objectNode()
                .put("type", payment.type().word())
                .set("amount", money(payment.amount()))
                .put("payment_method_id", payment.methodId());
    }

    private static ObjectNode exchange(Order.Exchange exchange) {
        return JSON.objectNode()
                .set("item_ids", Records.strings(exchange.itemIds()))
                .set("new_item_ids", Records.strings(exchange.newItemIds()))
                .put("payment_method_id", exchange.methodId())
                .set("difference", money(exchange.difference()));
    }
}
