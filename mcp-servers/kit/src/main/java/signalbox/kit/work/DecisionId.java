package signalbox.kit.work;

import java.nio.ByteBuffer;
import java.security.SecureRandom;

/// The name of one decision, by which an administrator finds its audit row: `dec_` and 22 letters and digits.
public record DecisionId(String value) {
    private static final String ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final int LETTERS = 22;
    private static final int BYTES = 16;
    private static final SecureRandom RANDOM = new SecureRandom();

    public static DecisionId fresh() {
        var bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        var text = new char[LETTERS];
        long high = ByteBuffer.wrap(bytes).getLong(0) >>> 1;
        long low = ByteBuffer.wrap(bytes).getLong(Long.BYTES) >>> 1;
        for (int i = 0; i < LETTERS; i += 2) {
            text[i] = ALPHABET.charAt((int) (high % ALPHABET.length()));
            text[i + 1] = ALPHABET.charAt((int) (low % ALPHABET.length()));
            high /= ALPHABET.length();
            low /= ALPHABET.length();
        }
        return new DecisionId("dec_" + new String(text));
    }

    @Override
    public String toString() {
        return value;
    }
}
