package signalbox.retail.shop;

/// One buyable form of a product.
///
/// @param price dollars
public record Variant(String itemId, Options options, boolean available, double price) {}
