package signalbox.kit.work;

import java.security.SecureRandom;

/// The name of one decision, by which an administrator finds its audit row: `dec_` and 22 letters and digits.
public record DecisionId(String value) {
    private static final String ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final SecureRandom RANDOM = new SecureRandom();

    public static DecisionId fresh() {
        var text = new StringBuilder("dec_");
        for (int i = 0; i < 22; i++) {
            text.append(ALPHABET.charAt(RANDOM.nextInt(ALPHABET.length())));
        }
        return new DecisionId(text.toString());
    }

    @Override
    public String toString() {
        return value;
    }
}
