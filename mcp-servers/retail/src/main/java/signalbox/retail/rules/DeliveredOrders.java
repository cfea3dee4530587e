package signalbox.retail.rules;

import java.util.List;
import signalbox.retail.shop.Dollars;
import signalbox.retail.shop.Order;
import signalbox.retail.shop.PaymentMethod.GiftCard;

/// What a customer can ask for once an order has arrived; no money moves yet.
public final class DeliveredOrders {
    private DeliveredOrders() {}

    public static Answer<OrderAndWallet> takeBack(OrderAndWallet before, List<String> itemIds, String methodId) {
        var order = before.order();
        if (!order.status().equals(Order.DELIVERED)) {
            return Answer.refused(Refusal.status("Non-delivered order cannot be returned"));
        }
        var method = before.wallet().method(methodId);
        if (method == null) {
            return Answer.refused(Refusal.NO_METHOD);
        }
        if (!(method instanceof GiftCard) && !isOriginal(order, methodId)) {
            return Answer.refused(new Refusal(
                    "not_original_payment_method", "Payment method should be the original payment method"));
        }
        if (ItemExchangeCheck.missing(order, itemIds) != null) {
            return Answer.refused(Refusal.notInOrder("Some item not found"));
        }
        var asked = new Order.Returned(CodePoints.sorted(itemIds), methodId);
        return Answer.done(new OrderAndWallet(order.returned(asked), before.wallet()));
    }

    public static Answer<OrderAndWallet> exchange(OrderAndWallet before, ItemExchange swap, ProductLookup products) {
        var order = before.order();
        if (!order.status().equals(Order.DELIVERED)) {
            return Answer.refused(Refusal.status("Non-delivered order cannot be exchanged"));
        }
        var missing = ItemExchangeCheck.missing(order, swap.itemIds());
        if (missing != null) {
            return Answer.refused(Refusal.notInOrder("Number of " + missing + " not found."));
        }
        if (swap.itemIds().size() != swap.newItemIds().size()) {
            return Answer.refused(
                    new Refusal("uneven_lists", "The number of items to be exchanged should match."));
        }
        return switch (new ItemExchangeCheck(order, products, true).priced(swap)) {
            case Answer.Refused<ItemExchangeCheck.Priced>(var why) -> Answer.refused(why);
            case Answer.Done<ItemExchangeCheck.Priced>(var priced) ->
                ask(before, swap, Dollars.round2(priced.difference()));
        };
    }

    private static Answer<OrderAndWallet> ask(OrderAndWallet before, ItemExchange swap, double difference) {
        var method = before.wallet().method(swap.methodId());
        if (method == null) {
            return Answer.refused(Refusal.NO_METHOD);
        }
        if (method instanceof GiftCard card && card.balance() < difference) {
            return Answer.refused(
                    Refusal.balance("Insufficient gift card balance to pay for the price difference"));
        }
        var asked = new Order.Exchange(
                CodePoints.sorted(swap.itemIds()),
                CodePoints.sorted(swap.newItemIds()),
                swap.methodId(),
                difference);
        return Answer.done(new OrderAndWallet(before.order().exchanged(asked), before.wallet()));
    }

    private static boolean isOriginal(Order order, String methodId) {
        return !order.payments().isEmpty()
                && order.payments().getFirst().methodId().equals(methodId);
    }
}
