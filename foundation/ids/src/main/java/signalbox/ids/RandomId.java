package signalbox.ids;

import java.security.SecureRandom;

/// Makes ids: a prefix that names the kind, and 22 random base62 characters (about 130 bits).
public final class RandomId {
    private static final String ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final SecureRandom RANDOM = new SecureRandom();

    private RandomId() {}

    /// @param prefix such as `run_`
    public static String of(String prefix) {
        var id = new StringBuilder(prefix);
        for (int i = 0; i < 22; i++) {
            id.append(ALPHABET.charAt(RANDOM.nextInt(ALPHABET.length())));
        }
        return id.toString();
    }
}
