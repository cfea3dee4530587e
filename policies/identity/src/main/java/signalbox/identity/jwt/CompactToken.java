package signalbox.identity.jwt;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import java.security.GeneralSecurityException;
import java.util.Locale;
import java.util.Set;
import signalbox.identity.issuer.Algorithm;
import tools.jackson.databind.node.ObjectNode;

/// An access token of an issuer in its compact form, whose header is one that we read.
///
/// @param kid the key it claims to be signed with
record CompactToken(CompactJws jws, Algorithm algorithm, String kid) {
    private static final int LONGEST = 16 << 10;
    private static final int LONGEST_KID = 200;
    /// Headers that bring or name a key, or change how the rest is read; a token with one of them is not ours to read.
    private static final Set<String> FORBIDDEN =
            Set.of("crit", "jwk", "jku", "x5c", "x5u", "b64", "enc", "zip", "epk", "apu", "apv", "p2c", "p2s");
    /// The types of an access token (RFC 9068, section 2.1; RFC 7519, section 5.1).
    private static final Set<String> TYPES = Set.of("jwt", "at+jwt", "application/at+jwt", "application/jwt");

    static CompactToken read(String text) throws InvalidToken {
        var jws = CompactJws.read(text, LONGEST);
        var header = jws.header();
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
        return new CompactToken(jws, algorithm, kid);
    }

    ObjectNode claims() throws InvalidToken {
        return jws.claims();
    }

    /// Whether this key signed it, by the algorithm that the header names.
    boolean isSignedWith(JWK key) {
        try {
            return switch (key) {
                case RSAKey rsa -> holds(new RSASSAVerifier(rsa));
                case ECKey ec -> holds(new ECDSAVerifier(ec));
                // By the JDK: Nimbus has Ed25519 from Tink alone.
                case OctetKeyPair ed -> algorithm == Algorithm.EDDSA && jws.isSignedWith(KeySet.ed25519(ed));
                default -> false;
            };
        } catch (JOSEException | GeneralSecurityException _) {
            return false;
        }
    }

    private boolean holds(JWSVerifier verifier) throws JOSEException {
        var header = new JWSHeader(JWSAlgorithm.parse(algorithm.word()));
        return verifier.verify(header, jws.signed(), new Base64URL(jws.signature()));
    }

    /// A missing `typ` is accepted: many issuers never write one.
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
}
