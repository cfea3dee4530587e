package signalbox.identity.issuer;

import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A signature algorithm (RFC 7518, RFC 8037) an issuer may use: asymmetric ones alone, so that nobody can sign with what
/// everybody knows. `EdDSA` is Ed25519.
public enum Algorithm {
    RS256("RSA", ""),
    RS384("RSA", ""),
    RS512("RSA", ""),
    PS256("RSA", ""),
    PS384("RSA", ""),
    PS512("RSA", ""),
    ES256("EC", "P-256"),
    ES384("EC", "P-384"),
    ES512("EC", "P-521"),
    EDDSA("OKP", "Ed25519");

    /// What an issuer may use where nothing is written.
    public static final Set<Algorithm> USUAL = Set.copyOf(EnumSet.of(RS256, ES256, EDDSA));

    private final String keyType;
    private final String curve;

    Algorithm(String keyType, String curve) {
        this.keyType = keyType;
        this.curve = curve;
    }

    /// As the `alg` header writes it.
    public String word() {
        return this == EDDSA ? "EdDSA" : name();
    }

    /// The `kty` of its keys.
    public String keyType() {
        return keyType;
    }

    /// The `crv` of its keys; empty where a key has none.
    public String curve() {
        return curve;
    }

    /// The algorithm of exactly this `alg` header, or null.
    public static @Nullable Algorithm of(String word) {
        for (var algorithm : values()) {
            if (algorithm.word().equals(word)) {
                return algorithm;
            }
        }
        return null;
    }
}
