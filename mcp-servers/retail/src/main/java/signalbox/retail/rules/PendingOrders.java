package signalbox.retail.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import signalbox.retail.shop.Address;
import signalbox.retail.shop.Order;
import signalbox.retail.shop.Payment;
import signalbox.retail.shop.PaymentMethod.GiftCard;
import signalbox.retail.shop.Variant;

/// Changes to orders that have not been processed yet.
///
/// Checks run in the order written, and the first that fails ends the request. What looks like a slip in an effect (a
/// refund refunded again, the last variant's price for every item) is the documented behaviour of the tools.
public final class PendingOrders {
    private static final Set<String> REASONS = Set.of("no longer needed", "ordered by mistake");
    private static final Refusal NOT_PENDING = Refusal.status("Non-pending order cannot be modified");

    private PendingOrders() {}

    /// Cancels and refunds every entry of the payment history, whatever its type.
    public static Answer<OrderAndWallet> cancel(OrderAndWallet before, String reason) {
        var order = before.order();
        if (!order.status().equals(Order.PENDING)) {
            return Answer.refused(Refusal.status("Non-pending order cannot be cancelled"));
        }
        if (!REASONS.contains(reason)) {
            return Answer.refused(new Refusal("invalid_reason", "Invalid reason"));
        }
        var wallet = before.wallet();
        var refunds = new ArrayList<Payment>();
        for (var entry : order.payments()) {
            refunds.add(Payment.refund(entry.amount(), entry.methodId()));
            if (wallet.method(entry.methodId()) instanceof GiftCard card) {
                wallet = wallet.with(card.credited(entry.amount()));
            }
        }
        return Answer.done(new OrderAndWallet(order.withPayments(refunds).cancelled(reason), wallet));
    }

    public static Answer<OrderAndWallet> moveTo(OrderAndWallet before, Address address) {
        if (!isModifiable(before.order())) {
            return Answer.refused(NOT_PENDING);
        }
        return Answer.done(new OrderAndWallet(before.order().withAddress(address), before.wallet()));
    }

    /// Pays the order by another method and refunds the one before.
    public static Answer<OrderAndWallet> payWith(OrderAndWallet before, String methodId) {
        var order = before.order();
        if (!isModifiable(order)) {
            return Answer.refused(NOT_PENDING);
        }
        var method = before.wallet().method(methodId);
        if (method == null) {
            return Answer.refused(Refusal.NO_METHOD);
        }
        if (order.payments().size() != 1 || order.payments().getFirst().type() != Payment.Type.PAYMENT) {
            return Answer.refused(new Refusal(
                    "not_exactly_one_payment", "There should be exactly one payment for a pending order"));
        }
        var paid = order.payments().getFirst();
        if (paid.methodId().equals(methodId)) {
            return Answer.refused(new Refusal(
                    "same_payment_method", "The new payment method should be different from the current one"));
        }
        if (method instanceof GiftCard card && card.balance() < paid.amount()) {
            return Answer.refused(Refusal.balance("Insufficient gift card balance to pay for the order"));
        }
        var wallet = before.wallet();
        if (method instanceof GiftCard card) {
            wallet = wallet.with(card.charged(paid.amount()));
        }
        if (wallet.method(paid.methodId()) instanceof GiftCard card) {
            wallet = wallet.with(card.credited(paid.amount()));
        }
        var moved = List.of(Payment.payment(paid.amount(), methodId), Payment.refund(paid.amount(), paid.methodId()));
        return Answer.done(new OrderAndWallet(order.withPayments(moved), wallet));
    }

    /// Swaps items for other variants of their products and settles the difference at once.
    public static Answer<OrderAndWallet> swap(OrderAndWallet before, ItemExchange swap, ProductLookup products) {
        var order = before.order();
        if (!order.status().equals(Order.PENDING)) {
            return Answer.refused(NOT_PENDING);
        }
        var missing = ItemExchangeCheck.missing(order, swap.itemIds());
        if (missing != null) {
            return Answer.refused(Refusal.notInOrder(missing + " not found"));
        }
        if (swap.itemIds().size() != swap.newItemIds().size()) {
            return Answer.refused(
                    new Refusal("uneven_lists", "The number of items to be exchanged should match"));
        }
        return switch (new ItemExchangeCheck(order, products, false).priced(swap)) {
            case Answer.Refused<ItemExchangeCheck.Priced>(var why) -> Answer.refused(why);
            case Answer.Done<ItemExchangeCheck.Priced>(var priced) -> settle(before, swap, priced);
        };
    }

    private static Answer<OrderAndWallet> settle(OrderAndWallet before, ItemExchange swap, ItemExchangeCheck.Priced priced) {
        var method = before.wallet().method(swap.methodId());
        if (method == null) {
            return Answer.refused(Refusal.NO_METHOD);
        }
        double difference = priced.difference();
        var wallet = before.wallet();
        if (method instanceof GiftCard card) {
            if (card.balance() < difference) {
                return Answer.refused(Refusal.balance("Insufficient gift card balance to pay for the new item"));
            }
            wallet = wallet.with(card.charged(difference));
        }
        double amount = Math.abs(difference);
        var entry = difference > 0
                ? Payment.payment(amount, swap.methodId())
                : Payment.refund(amount, swap.methodId());
        var order = before.order().withPayments(List.of(entry));
        return Answer.done(new OrderAndWallet(swapped(order, swap, priced.variants()), wallet));
    }

    /// Every swapped item gets the price and options of the last pair's variant; pairs done before count for finding it.
    private static Order swapped(Order order, ItemExchange swap, List<Variant> variants) {
        var now = order.modified(order.items());
        for (int i = 0; i < variants.size(); i++) {
            var items = new ArrayList<>(now.items());
            int line = now.first(swap.itemIds().get(i));
            var last = variants.getLast();
            items.set(line, items.get(line).as(swap.newItemIds().get(i), last.price(), last.options()));
            now = order.modified(items);
        }
        return now;
    }

    private static boolean isModifiable(Order order) {
        return order.status().contains(Order.PENDING);
    }
}
