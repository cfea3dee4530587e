package signalbox.retail.shop;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An order, and what was asked for after it.
public record Order(
        String id,
        String userId,
        Address address,
        List<OrderItem> items,
        String status,
        List<Fulfillment> fulfillments,
        List<Payment> payments,
        Changes changes) {
    public static final String PENDING = "pending";
    public static final String MODIFIED = "pending (item modified)";
    public static final String PROCESSED = "processed";
    public static final String DELIVERED = "delivered";
    public static final String CANCELLED = "cancelled";
    public static final String EXCHANGE_REQUESTED = "exchange requested";
    public static final String RETURN_REQUESTED = "return requested";

    /// Every status an order can have.
    public static final List<String> STATUSES =
            List.of(PENDING, MODIFIED, PROCESSED, DELIVERED, CANCELLED, EXCHANGE_REQUESTED, RETURN_REQUESTED);

    /// What the customer asked for after ordering, each null where it did not.
    ///
    /// @param cancelReason why it was cancelled
    public record Changes(@Nullable String cancelReason, @Nullable Exchange exchange, @Nullable Returned returned) {
        public static final Changes NONE = new Changes(null, null, null);
    }

    /// Items a customer wants exchanged; both lists are sorted, so positions do not pair up.
    ///
    /// @param difference dollars the customer owes, negative when money goes back
    public record Exchange(List<String> itemIds, List<String> newItemIds, String methodId, double difference) {
        public Exchange {
            itemIds = List.copyOf(itemIds);
            newItemIds = List.copyOf(newItemIds);
        }
    }

    /// Items a customer sends back, and where the money goes.
    public record Returned(List<String> itemIds, String methodId) {
        public Returned {
            itemIds = List.copyOf(itemIds);
        }
    }

    public Order {
        items = List.copyOf(items);
        fulfillments = List.copyOf(fulfillments);
        payments = List.copyOf(payments);
    }

    /// Why it was cancelled, or null.
    public @Nullable String cancelReason() {
        return changes.cancelReason();
    }

    /// The exchange asked for, or null.
    public @Nullable Exchange exchange() {
        return changes.exchange();
    }

    /// The return asked for, or null.
    public @Nullable Returned returned() {
        return changes.returned();
    }

    /// How many lines have this item id.
    public long count(String itemId) {
        return items.stream().filter(item -> item.itemId().equals(itemId)).count();
    }

    /// The position of the first line with this item id; it must be there.
    public int first(String itemId) {
        for (int i = 0; i < items.size(); i++) {
            if (items.get(i).itemId().equals(itemId)) {
                return i;
            }
        }
        throw new IllegalStateException("order " + id + " has no item " + itemId);
    }

    public Order withAddress(Address changed) {
        return new Order(id, userId, changed, items, status, fulfillments, payments, changes);
    }

    public Order withPayments(List<Payment> more) {
        var all = new ArrayList<>(payments);
        all.addAll(more);
        return new Order(id, userId, address, items, status, fulfillments, all, changes);
    }

    public Order modified(List<OrderItem> changed) {
        return new Order(id, userId, address, changed, MODIFIED, fulfillments, payments, changes);
    }

    public Order cancelled(String reason) {
        return now(CANCELLED, new Changes(reason, exchange(), returned()));
    }

    public Order exchanged(Exchange asked) {
        return now(EXCHANGE_REQUESTED, new Changes(cancelReason(), asked, returned()));
    }

    public Order returned(Returned asked) {
        return now(RETURN_REQUESTED, new Changes(cancelReason(), exchange(), asked));
    }

    private Order now(String changedStatus, Changes changed) {
        return new Order(id, userId, address, items, changedStatus, fulfillments, payments, changed);
    }
}
