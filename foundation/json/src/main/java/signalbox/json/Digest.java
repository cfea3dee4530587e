package signalbox.json;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import tools.jackson.databind.JsonNode;

/// SHA-256, as text: `sha256:` and 64 hex digits.
public final class Digest {
    private Digest() {}

    /// The digest of the value, however it was spelled: taken over its canonical JSON.
    public static String sha256(JsonNode node) {
        return sha256(CanonicalJson.of(node));
    }

    public static String sha256(String text) {
        return sha256(text.getBytes(StandardCharsets.UTF_8));
    }

    public static String sha256(byte[] bytes) {
        return "sha256:" + HexFormat.of().formatHex(bytes(bytes));
    }

    /// The 32 bytes themselves, of the text in UTF-8.
    public static byte[] bytes(String text) {
        return bytes(text.getBytes(StandardCharsets.UTF_8));
    }

    /// The 32 bytes themselves.
    public static byte[] bytes(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
