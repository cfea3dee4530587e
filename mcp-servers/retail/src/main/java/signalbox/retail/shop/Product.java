package signalbox.retail.shop;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A product with its variants, in the order of the file.
public record Product(String id, String name, List<Variant> variants) {
    public Product {
        variants = List.copyOf(variants);
    }

    /// The variant with this item id, or null.
    public @Nullable Variant variant(String itemId) {
        for (var variant : variants) {
            if (variant.itemId().equals(itemId)) {
                return variant;
            }
        }
        return null;
    }
}
