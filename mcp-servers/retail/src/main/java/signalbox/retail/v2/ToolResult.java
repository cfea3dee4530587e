package signalbox.retail.v2;

import java.util.Locale;
import signalbox.retail.shop.Customer;
import signalbox.retail.shop.Dollars;
import signalbox.retail.shop.Order;
import signalbox.retail.shop.Payment;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// The result of a call that was done: one short sentence, and the record it is about.
record ToolResult(String text, ObjectNode structured) {
    static ToolResult read(Order order) {
        return about(order, "Order " + order.id() + " is " + order.status() + ", " + order.items().size() + " item(s).");
    }

    static ToolResult cancelled(Order order) {
        return about(order, "Order " + order.id() + " is cancelled; every payment is refunded.");
    }

    static ToolResult moved(Order order) {
        var address = order.address();
        return about(order, "Order " + order.id() + " goes to " + address.address1() + ", " + address.city() + " "
                + address.state() + " " + address.zip() + ".");
    }

    static ToolResult paidAnew(Order order) {
        var payment = order.payments().get(order.payments().size() - 2);
        return about(order, "Order " + order.id() + " is paid by " + payment.methodId() + " (" + dollars(payment.amount())
                + "); the first payment is refunded.");
    }

    static ToolResult modified(Order order) {
        var settled = order.payments().getLast();
        var moved = settled.type() == Payment.Type.PAYMENT ? "charged to " : "refunded to ";
        return about(order, "The items of order " + order.id() + " are changed; " + dollars(settled.amount()) + " "
                + moved + settled.methodId() + ".");
    }

    static ToolResult takenBack(Order order) {
        return about(order, "A return is started for order " + order.id() + ".");
    }

    static ToolResult exchanged(Order order) {
        var exchange = order.exchange();
        double difference = exchange == null ? 0 : exchange.difference();
        var settled = difference < 0
                ? "the customer gets back " + dollars(-difference)
                : "the customer owes " + dollars(difference);
        return about(order, "An exchange is started for order " + order.id() + "; " + settled + ".");
    }

    static ToolResult userMoved(Customer user) {
        return new ToolResult(
                "The default address of " + user.id() + " is changed.",
                JsonNodeFactory.instance.objectNode().set("user", TypedRecords.user(user)));
    }

    private static ToolResult about(Order order, String text) {
        return new ToolResult(text, JsonNodeFactory.instance.objectNode().set("order", TypedRecords.order(order)));
    }

    private static String dollars(double amount) {
        return String.format(Locale.ROOT, "$%.2f", Math.abs(Dollars.round2(amount)));
    }
}
