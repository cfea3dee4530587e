package signalbox.identity.jwt;

import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECFieldFp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import signalbox.identity.issuer.Algorithm;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The keys an issuer published (RFC 7517) as they were at one moment; those that cannot sign a token are left out.
record KeySet(Map<String, List<KeySet.Entry>> keys, Instant fetched) {
    private static final Logger LOG = LoggerFactory.getLogger(KeySet.class);
    private static final int MOST = 100;
    private static final int LEAST_RSA_BITS = 2048;
    private static final int MOST_RSA_BITS = 8192;
    private static final List<String> PUBLIC_PARTS = List.of("kty", "n", "e", "crv", "x", "y");

    /// @param algorithm the only one it is for, or empty for each of its type
    record Entry(PublicKey key, String keyType, String curve, String algorithm) {
        boolean fits(Algorithm asked) {
            return keyType.equals(asked.keyType()) && curve.equals(asked.curve())
                    && (algorithm.isEmpty() || algorithm.equals(asked.word()));
        }
    }

    static KeySet read(ObjectNode jwks, Instant fetched) throws InvalidToken {
        var written = jwks.path("keys");
        if (!written.isArray() || written.size() > MOST) {
            throw new InvalidToken("'keys' is no list of at most " + MOST + " keys");
        }
        var keys = new HashMap<String, List<Entry>>();
        for (var jwk : written) {
            var kid = jwk.path("kid").asString("");
            var entry = kid.isEmpty() || !isForSignatures(jwk) ? null : entry(jwk);
            if (entry != null) {
                keys.computeIfAbsent(kid, _ -> new ArrayList<>()).add(entry);
            }
        }
        return new KeySet(Map.copyOf(keys), fetched);
    }

    /// The one key of this name that fits the algorithm, or null.
    @Nullable PublicKey find(String kid, Algorithm algorithm) {
        PublicKey found = null;
        for (var entry : keys.getOrDefault(kid, List.of())) {
            if (entry.fits(algorithm)) {
                if (found != null) {
                    return null;
                }
                found = entry.key();
            }
        }
        return found;
    }

    private static boolean isForSignatures(JsonNode jwk) {
        var operations = jwk.get("key_ops");
        return jwk.path("use").asString("sig").equals("sig")
                && (operations == null || operations.valueStream().anyMatch(each -> each.asString("").equals("verify")));
    }

    private static @Nullable Entry entry(JsonNode jwk) {
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
            var key = PublicJsonWebKey.Factory.newPublicJwk(parts).getPublicKey();
            var curve = String.valueOf(parts.getOrDefault("crv", ""));
            var entry = new Entry(key, String.valueOf(parts.get("kty")), curve, jwk.path("alg").asString(""));
            return isUsable(key) ? entry : null;
        } catch (JoseException | RuntimeException e) {
            LOG.info("A published key cannot be read and is not used: '{}'", InvalidToken.shown(jwk.path("kid").asString("")), e);
            return null;
        }
    }

    private static boolean isUsable(PublicKey key) {
        return switch (key) {
            case RSAPublicKey rsa ->
                rsa.getModulus().bitLength() >= LEAST_RSA_BITS && rsa.getModulus().bitLength() <= MOST_RSA_BITS;
            case ECPublicKey ec -> isOnItsCurve(ec);
            default -> true;
        };
    }

    /// y^2 = x^3 + ax + b (SEC 1, section 3.2.2.1); the libraries below take any point.
    private static boolean isOnItsCurve(ECPublicKey key) {
        var curve = key.getParams().getCurve();
        var p = ((ECFieldFp) curve.getField()).getP();
        var x = key.getW().getAffineX();
        var y = key.getW().getAffineY();
        var right = x.pow(3).add(curve.getA().multiply(x)).add(curve.getB());
        return x.compareTo(p) < 0 && y.compareTo(p) < 0 && y.pow(2).subtract(right).mod(p).signum() == 0;
    }
}
