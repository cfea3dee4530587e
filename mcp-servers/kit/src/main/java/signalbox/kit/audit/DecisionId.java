package signalbox.kit.audit;

import java.nio.ByteBuffer;
import java.security.SecureRandom;

/// The name of one decision, by which an administrator finds its audit row: `dec_` and 22 letters and digits, the first
/// eight of them the time, so that rows of one time are near each other in the index.
public record DecisionId(String value) {
    private static final String ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final int TIME = 8;
    private static final int CHANCE = 14;
    private static final SecureRandom RANDOM = new SecureRandom();

    public static DecisionId fresh() {
        var bytes = ByteBuffer.allocate(2 * Long.BYTES);
        RANDOM.nextBytes(bytes.array());
        var text = new char[TIME + CHANCE];
        write(System.currentTimeMillis(), text, 0, TIME);
        write(bytes.getLong(0) >>> 1, text, TIME, CHANCE / 2);
        write(bytes.getLong(Long.BYTES) >>> 1, text, TIME + CHANCE / 2, CHANCE - CHANCE / 2);
        return new DecisionId("dec_" + new String(text));
    }

    private static void write(long number, char[] text, int from, int length) {
        long left = number;
        for (int i = from + length - 1; i >= from; i--) {
            text[i] = ALPHABET.charAt((int) (left % ALPHABET.length()));
            left /= ALPHABET.length();
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
