package signalbox.identity.jwt;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Base64;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ObjectNode;

/// A JWS in its compact form (RFC 7515, section 7.1), read strictly and not yet believed.
///
/// @param payload as it is encoded
/// @param signature as it is encoded
public record CompactJws(ObjectNode header, String encodedHeader, String payload, String signature) {
    private static final Pattern FORM = Pattern.compile("([A-Za-z0-9_-]+)\\.([A-Za-z0-9_-]*)\\.([A-Za-z0-9_-]+)");

    /// @param longest how many characters are read
    public static CompactJws read(String text, int longest) throws InvalidToken {
        if (text.length() > longest) {
            throw new InvalidToken("longer than " + longest + " characters");
        }
        var parts = FORM.matcher(text);
        if (!parts.matches()) {
            throw new InvalidToken("not a signed JWT");
        }
        var header = TokenJson.object(decoded(parts.group(1)));
        decoded(parts.group(2));
        decoded(parts.group(3));
        return new CompactJws(header, parts.group(1), parts.group(2), parts.group(3));
    }

    /// The payload of a JWT.
    public ObjectNode claims() throws InvalidToken {
        return TokenJson.object(decoded(payload));
    }

    /// What the signature is over.
    byte[] signed() {
        return (encodedHeader + "." + payload).getBytes(StandardCharsets.US_ASCII);
    }

    /// Whether this Ed25519 key signed it (RFC 8037).
    public boolean isSignedWith(PublicKey key) {
        try {
            var ed25519 = Signature.getInstance("Ed25519");
            ed25519.initVerify(key);
            ed25519.update(signed());
            return ed25519.verify(Base64.getUrlDecoder().decode(signature));
        } catch (GeneralSecurityException _) {
            return false;
        }
    }

    /// Only the one spelling that an encoder writes, so that no token has two.
    private static byte[] decoded(String part) throws InvalidToken {
        try {
            var bytes = Base64.getUrlDecoder().decode(part);
            if (Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).equals(part)) {
                return bytes;
            }
        } catch (IllegalArgumentException _) {
            // The same as spelled otherwise.
        }
        throw new InvalidToken("not base64url as an encoder writes it");
    }
}
