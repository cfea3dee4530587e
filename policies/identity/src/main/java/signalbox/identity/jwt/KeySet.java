package signalbox.identity.jwt;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyType;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECFieldFp;
import java.security.spec.X509EncodedKeySpec;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import signalbox.identity.issuer.Algorithm;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The keys an issuer published (RFC 7517); those that cannot sign a token are left out, one by one.
final class KeySet {
    private static final Logger LOG = LoggerFactory.getLogger(KeySet.class);
    private static final int MOST = 100;
    private static final int LEAST_RSA_BITS = 2048;
    private static final int MOST_RSA_BITS = 8192;
    private static final List<String> PUBLIC_PARTS = List.of("kty", "n", "e", "crv", "x", "y", "kid", "alg");
    /// The prefix of the 32 bytes of a key in its X.509 form (RFC 8410).
    private static final String ED25519_PREFIX = "302a300506032b6570032100";

    private KeySet() {}

    static JWKSet read(ObjectNode jwks) throws InvalidToken {
        var written = jwks.path("keys");
        if (!written.isArray() || written.size() > MOST) {
            throw new InvalidToken("'keys' is no list of at most " + MOST + " keys");
        }
        var keys = new ArrayList<JWK>();
        for (var jwk : written) {
            var key = jwk.path("kid").asString("").isEmpty() || !isForSignatures(jwk) ? null : usable(jwk);
            if (key != null) {
                keys.add(key);
            }
        }
        return new JWKSet(keys);
    }

    /// The one key of this name that fits the algorithm by its type, curve and `alg`, or null.
    static @Nullable JWK find(JWKSet keys, String kid, Algorithm algorithm) {
        var wanted = new JWKMatcher.Builder()
                .keyID(kid)
                .keyType(KeyType.parse(algorithm.keyType()))
                .algorithms(JWSAlgorithm.parse(algorithm.word()), null);
        if (!algorithm.curve().isEmpty()) {
            wanted.curve(Curve.parse(algorithm.curve()));
        }
        var found = new JWKSelector(wanted.build()).select(keys);
        return found.size() == 1 ? found.getFirst() : null;
    }

    static PublicKey ed25519(OctetKeyPair key) throws GeneralSecurityException {
        var encoded = ED25519_PREFIX + HexFormat.of().formatHex(key.getX().decode());
        return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(HexFormat.of().parseHex(encoded)));
    }

    private static boolean isForSignatures(JsonNode jwk) {
        var operations = jwk.get("key_ops");
        return jwk.path("use").asString("sig").equals("sig")
                && (operations == null || operations.valueStream().anyMatch(each -> each.asString("").equals("verify")));
    }

    private static @Nullable JWK usable(JsonNode jwk) {
        if (jwk.has("d") || jwk.has("k")) {
            LOG.warn("A published key holds a secret and is not used: '{}'", InvalidToken.shown(jwk.path("kid").asString("")));
            return null;
        }
        var parts = new HashMap<String, Object>();
        for (var part : PUBLIC_PARTS) {
            if (jwk.path(part).isString()) {
                parts.put(part, jwk.path(part).stringValue());
            }
        }
        try {
            var key = JWK.parse(parts);
            return isUsable(key) ? key : null;
        } catch (ParseException | JOSEException | GeneralSecurityException | RuntimeException e) {
            LOG.info("A published key cannot be read and is not used: '{}'", InvalidToken.shown(jwk.path("kid").asString("")), e);
            return null;
        }
    }

    /// That the point is on its curve was checked when it was parsed; this leaves one spelling of each point.
    private static boolean isInItsField(ECPublicKey key) {
        var p = ((ECFieldFp) key.getParams().getCurve().getField()).getP();
        return key.getW().getAffineX().compareTo(p) < 0 && key.getW().getAffineY().compareTo(p) < 0;
    }

    private static boolean isUsable(JWK key) throws JOSEException, GeneralSecurityException {
        return switch (key) {
            case RSAKey rsa -> {
                int bits = rsa.toRSAPublicKey().getModulus().bitLength();
                yield bits >= LEAST_RSA_BITS && bits <= MOST_RSA_BITS;
            }
            case ECKey ec -> isInItsField(ec.toECPublicKey());
            case OctetKeyPair ed -> ed.getCurve().equals(Curve.Ed25519) && ed25519(ed) != null;
            default -> false;
        };
    }
}
