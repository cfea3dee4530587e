package signalbox.retail.shop;

/// A way to pay that belongs to one customer.
public sealed interface PaymentMethod {
    String id();

    record CreditCard(String id, String brand, String lastFour) implements PaymentMethod {}

    /// @param balance dollars
    record GiftCard(String id, double balance) implements PaymentMethod {
        /// The card after `amount` was taken off (or, if negative, put on).
        public GiftCard charged(double amount) {
            return new GiftCard(id, Dollars.round2(balance - amount));
        }

        /// The card after `amount` was put on.
        public GiftCard credited(double amount) {
            return new GiftCard(id, Dollars.round2(balance + amount));
        }
    }

    record PayPal(String id) implements PaymentMethod {}
}
