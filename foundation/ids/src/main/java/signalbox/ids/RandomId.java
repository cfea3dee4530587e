package signalbox.ids;

import java.security.SecureRandom;

/// Makes ids: a prefix that names the kind, and 22 characters of base 62, which sort by their code points.
public final class RandomId {
    private static final String ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final SecureRandom RANDOM = new SecureRandom();

    private RandomId() {}

    /// 128 random bits.
    ///
    /// @param prefix such as `host_`
    public static String of(String prefix) {
        var id = new StringBuilder(prefix.length() + 22).append(prefix);
        digits(id, RANDOM.nextLong(), 11);
        digits(id, RANDOM.nextLong(), 11);
        return id.toString();
    }

    /// The present millisecond and 83 random bits: an id made later sorts behind, so that the index of a table that
    /// is only added to grows at its end. With random ids every row would land on another page.
    ///
    /// @param prefix such as `run_`
    public static String inOrder(String prefix) {
        var id = new StringBuilder(prefix.length() + 22).append(prefix);
        digits(id, System.currentTimeMillis(), 8);
        digits(id, RANDOM.nextLong(), 7);
        digits(id, RANDOM.nextLong(), 7);
        return id.toString();
    }

    /// The last digits of a number without sign, the highest first.
    private static void digits(StringBuilder id, long number, int count) {
        int start = id.length();
        id.setLength(start + count);
        long rest = number;
        for (int i = start + count - 1; i >= start; i--) {
            id.setCharAt(i, ALPHABET.charAt((int) Long.remainderUnsigned(rest, ALPHABET.length())));
            rest = Long.divideUnsigned(rest, ALPHABET.length());
        }
    }
}
