package signalbox.retail.rules;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import signalbox.retail.shop.Order;
import signalbox.retail.shop.Variant;

/// What pending and delivered orders check alike before items are swapped for other variants.
///
/// @param sameItemAllowed whether an item may be swapped for the very same one
record ItemExchangeCheck(Order order, ProductLookup products, boolean sameItemAllowed) {
    /// The variants asked for, in the order of the pairs, and what they cost more than the items they replace.
    ///
    /// @param difference dollars, not rounded
    record Priced(List<Variant> variants, double difference) {}

    /// The first id named more often than the order holds it, or null.
    static @Nullable String missing(Order order, List<String> itemIds) {
        for (var id : itemIds) {
            if (Collections.frequency(itemIds, id) > order.count(id)) {
                return id;
            }
        }
        return null;
    }

    Answer<Priced> priced(ItemExchange swap) {
        var variants = new ArrayList<Variant>();
        double difference = 0;
        for (int i = 0; i < swap.itemIds().size(); i++) {
            var oldId = swap.itemIds().get(i);
            var newId = swap.newItemIds().get(i);
            if (!sameItemAllowed && oldId.equals(newId)) {
                return Answer.refused(
                        new Refusal("same_item", "The new item id should be different from the old item id"));
            }
            var item = order.items().get(order.first(oldId));
            var product = products.product(item.productId());
            if (product == null) {
                return Answer.refused(Refusal.NO_PRODUCT);
            }
            var variant = product.variant(newId);
            if (variant == null) {
                return Answer.refused(Refusal.NO_VARIANT);
            }
            if (!variant.available()) {
                return Answer.refused(Refusal.unavailable(newId));
            }
            difference = difference + (variant.price() - item.price());
            variants.add(variant);
        }
        return Answer.done(new Priced(variants, difference));
    }
}
