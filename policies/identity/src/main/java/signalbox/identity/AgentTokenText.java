package signalbox.identity;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import signalbox.json.Digest;

/// A token as its holder presents it: `sbx_`, a public id, `_`, and 256 random bits in base64url.
record AgentTokenText(String id, String text) {
    private static final String START = "sbx_";
    private static final int ID = 12;
    private static final int SECRET = 43; // 32 bytes in base64url without padding
    private static final String LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    static AgentTokenText random(SecureRandom random) {
        var secret = new byte[32];
        random.nextBytes(secret);
        var id = randomId(random, ID);
        return new AgentTokenText(id, START + id + "_" + Base64.getUrlEncoder().withoutPadding().encodeToString(secret));
    }

    static @Nullable AgentTokenText read(String presented) {
        int secret = START.length() + ID + 1;
        if (presented.length() != secret + SECRET || !presented.startsWith(START) || presented.charAt(secret - 1) != '_') {
            return null;
        }
        for (int i = secret; i < presented.length(); i++) {
            char c = presented.charAt(i);
            if (!isLetter(c) && c != '_' && c != '-') {
                return null;
            }
        }
        var id = presented.substring(START.length(), secret - 1);
        return isId(id) ? new AgentTokenText(id, presented) : null;
    }

    static boolean isId(String text) {
        if (text.length() != ID) {
            return false;
        }
        for (int i = 0; i < ID; i++) {
            if (!isLetter(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /// One of `LETTERS`.
    private static boolean isLetter(char c) {
        return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
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
        return HexFormat.of().formatHex(Digest.bytes(text));
    }

    @Override
    public String toString() {
        return START + id + "_***";
    }
}
