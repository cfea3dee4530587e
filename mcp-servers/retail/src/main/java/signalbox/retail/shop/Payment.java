package signalbox.retail.shop;

import java.util.Locale;

/// Money that moved for an order.
///
/// @param amount dollars
public record Payment(Type type, double amount, String methodId) {
    public enum Type {
        PAYMENT,
        REFUND;

        /// The word used in records.
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Type of(String word) {
            for (var type : values()) {
                if (type.word().equals(word)) {
                    return type;
                }
            }
            throw new IllegalArgumentException("'" + word + "' is no transaction type: write payment or refund");
        }
    }

    public static Payment payment(double amount, String methodId) {
        return new Payment(Type.PAYMENT, amount, methodId);
    }

    public static Payment refund(double amount, String methodId) {
        return new Payment(Type.REFUND, amount, methodId);
    }
}
