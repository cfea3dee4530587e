package signalbox.host.turn;

import java.security.SecureRandom;

/// Makes call ids that no other call has.
public final class CallIds {
    private static final String ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final int LENGTH = 22;
    private static final SecureRandom RANDOM = new SecureRandom();

    private CallIds() {}

    /// `call_` and 22 random base62 characters.
    public static CallId fresh() {
        StringBuilder id = new StringBuilder("call_");
        for (int i = 0; i < LENGTH; i++) {
            id.append(ALPHABET.charAt(RANDOM.nextInt(ALPHABET.length())));
        }
        return new CallId(id.toString());
    }
}
