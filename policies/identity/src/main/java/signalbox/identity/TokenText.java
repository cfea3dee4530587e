package signalbox.identity;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

import static java.nio.charset.StandardCharsets.US_ASCII;

/// A token as its holder presents it: `sbx_`, a public id, `_`, and 256 random bits in base64url.
record TokenText(String id, String text) {
    private static final Pattern FORM = Pattern.compile("sbx_([0-9A-Za-z]{12})_[A-Za-z0-9_-]{43}");
    private static final Pattern ID = Pattern.compile("[0-9A-Za-z]{12}");
    private static final String LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    static TokenText random(SecureRandom random) {
        var secret = new byte[32];
        random.nextBytes(secret);
        var id = randomId(random, 12);
        return new TokenText(id, "sbx_" + id + "_" + Base64.getUrlEncoder().withoutPadding().encodeToString(secret));
    }

    static @Nullable TokenText read(String presented) {
        var match = FORM.matcher(presented);
        return match.matches() ? new TokenText(match.group(1), presented) : null;
    }

    static boolean isId(String text) {
        return ID.matcher(text).matches();
    }

    static String randomId(SecureRandom random, int length) {
        var id = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            id.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return id.toString();
    }

    /// SHA-256 of the whole text, in hex: 256 random bits need no slow hash.
    String digest() {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String toString() {
        return "sbx_" + id + "_***";
    }
}
