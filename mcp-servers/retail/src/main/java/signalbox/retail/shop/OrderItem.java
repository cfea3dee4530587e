package signalbox.retail.shop;

/// One thing ordered, with the price and options it was sold at.
///
/// @param price dollars
public record OrderItem(String name, String productId, String itemId, double price, Options options) {
    /// The same line sold as another item.
    public OrderItem as(String newItemId, double newPrice, Options newOptions) {
        return new OrderItem(name, productId, newItemId, newPrice, newOptions);
    }
}
