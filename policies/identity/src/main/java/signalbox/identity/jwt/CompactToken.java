package signalbox.identity.jwt;

import java.security.PublicKey;
import java.util.Base64;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.lang.JoseException;
import signalbox.identity.issuer.Algorithm;
import tools.jackson.databind.node.ObjectNode;

/// A signed JWT (RFC 7519) in its compact form, read strictly and not yet believed.
///
/// @param kid the key it claims to be signed with
/// @param payload as it is encoded
record CompactToken(String text, Algorithm algorithm, String kid, String payload) {
    private static final int LONGEST = 16 << 10;
    private static final int LONGEST_KID = 200;
    private static final Pattern FORM = Pattern.compile("([A-Za-z0-9_-]+)\\.([A-Za-z0-9_-]*)\\.([A-Za-z0-9_-]+)");
    /// Headers that bring or name a key, or change how the rest is read; a token with one of them is not ours to read.
    private static final Set<String> FORBIDDEN =
            Set.of("crit", "jwk", "jku", "x5c", "x5u", "b64", "enc", "zip", "epk", "apu", "apv", "p2c", "p2s");
    /// The types of an access token (RFC 9068, section 2.1; RFC 7519, section 5.1).
    private static final Set<String> TYPES = Set.of("jwt", "at+jwt", "application/at+jwt", "application/jwt");

    static CompactToken read(String text) throws InvalidToken {
        if (text.length() > LONGEST) {
            throw new InvalidToken("longer than " + LONGEST + " characters");
        }
        var parts = FORM.matcher(text);
        if (!parts.matches()) {
            throw new InvalidToken("not a signed JWT");
        }
        var header = StrictJson.object(decoded(parts.group(1)));
        decoded(parts.group(2));
        decoded(parts.group(3));
        for (var name : header.propertyNames()) {
            if (FORBIDDEN.contains(name)) {
                throw new InvalidToken("the header '" + name + "' is not accepted");
            }
        }
        checkType(header);
        var algorithm = Algorithm.of(text(header, "alg"));
        if (algorithm == null) {
            throw new InvalidToken("the algorithm '" + InvalidToken.shown(text(header, "alg")) + "' is not accepted");
        }
        var kid = text(header, "kid");
        if (kid.isEmpty() || kid.length() > LONGEST_KID) {
            throw new InvalidToken("'kid' is empty or too long");
        }
        return new CompactToken(text, algorithm, kid, parts.group(2));
    }

    ObjectNode claims() throws InvalidToken {
        return StrictJson.object(decoded(payload));
    }

    boolean isSignedWith(PublicKey key) {
        var jws = new JsonWebSignature();
        jws.setAlgorithmConstraints(new AlgorithmConstraints(ConstraintType.PERMIT, algorithm.word()));
        try {
            jws.setCompactSerialization(text);
            jws.setKey(key);
            // The library reads the header for itself: it must have read the same.
            return algorithm.word().equals(jws.getAlgorithmHeaderValue()) && jws.verifySignature();
        } catch (JoseException _) {
            return false;
        }
    }

    /// Not written is well: many issuers never write it.
    private static void checkType(ObjectNode header) throws InvalidToken {
        if (header.has("typ") && !TYPES.contains(text(header, "typ").toLowerCase(Locale.ROOT))) {
            throw new InvalidToken("the type '" + InvalidToken.shown(text(header, "typ")) + "' is none of an access token");
        }
    }

    private static String text(ObjectNode header, String name) throws InvalidToken {
        var value = header.get(name);
        if (value == null || !value.isString()) {
            throw new InvalidToken("'" + name + "' is missing or no text");
        }
        return value.stringValue();
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
