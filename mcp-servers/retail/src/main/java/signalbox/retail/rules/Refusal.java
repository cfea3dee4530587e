package signalbox.retail.rules;

/// Why the shop does not do what was asked.
///
/// @param code for programs, such as `order_not_found`
/// @param message for people; version 1 of the tools answers it word for word
public record Refusal(String code, String message) {
    public static final Refusal NO_ORDER = new Refusal("order_not_found", "Order not found");
    public static final Refusal NO_USER = new Refusal("user_not_found", "User not found");
    public static final Refusal NO_PRODUCT = new Refusal("product_not_found", "Product not found");
    public static final Refusal NO_ITEM = new Refusal("item_not_found", "Item not found");
    public static final Refusal NO_METHOD = new Refusal("payment_method_not_found", "Payment method not found");
    public static final Refusal NO_VARIANT = new Refusal("variant_not_found", "Variant not found");

    static Refusal status(String message) {
        return new Refusal("wrong_order_status", message);
    }

    static Refusal notInOrder(String message) {
        return new Refusal("item_not_in_order", message);
    }

    static Refusal unavailable(String itemId) {
        return new Refusal("item_not_available", "New item " + itemId + " not found or available");
    }

    static Refusal balance(String message) {
        return new Refusal("insufficient_balance", message);
    }
}
