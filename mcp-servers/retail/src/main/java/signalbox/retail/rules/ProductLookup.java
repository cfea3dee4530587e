package signalbox.retail.rules;

import org.jspecify.annotations.Nullable;
import signalbox.retail.shop.Product;

/// Where products are looked up.
@FunctionalInterface
public interface ProductLookup {
    /// The product with this id, or null.
    @Nullable Product product(String id);
}
