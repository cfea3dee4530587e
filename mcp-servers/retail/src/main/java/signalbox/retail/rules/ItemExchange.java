package signalbox.retail.rules;

import java.util.List;

/// Items of an order and what shall stand in their place, pair by pair, and the method that settles the difference.
public record ItemExchange(List<String> itemIds, List<String> newItemIds, String methodId) {
    public ItemExchange {
        itemIds = List.copyOf(itemIds);
        newItemIds = List.copyOf(newItemIds);
    }
}
