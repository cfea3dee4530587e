package signalbox.retail.shop;

import java.util.List;

/// A parcel, or several, and what is in it.
public record Fulfillment(List<String> trackingIds, List<String> itemIds) {
    public Fulfillment {
        trackingIds = List.copyOf(trackingIds);
        itemIds = List.copyOf(itemIds);
    }
}
