package signalbox.testing.issuer;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.Base64;

/// A key pair that signs tokens with one algorithm, by the JDK alone.
public record IssuerKey(String kid, String alg, KeyPair pair) {
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    public static IssuerKey rsa(String kid) {
        return rsa(kid, 2048);
    }

    public static IssuerKey rsa(String kid, int bits) {
        return made(kid, "RS256", "RSA", generator -> generator.initialize(bits));
    }

    public static IssuerKey ec(String kid) {
        return made(kid, "ES256", "EC", generator -> generator.initialize(new ECGenParameterSpec("secp256r1")));
    }

    public static IssuerKey ed(String kid) {
        return made(kid, "EdDSA", "Ed25519", _ -> {});
    }

    private interface Setting {
        void on(KeyPairGenerator generator) throws GeneralSecurityException;
    }

    private static IssuerKey made(String kid, String alg, String type, Setting setting) {
        try {
            var generator = KeyPairGenerator.getInstance(type);
            setting.on(generator);
            return new IssuerKey(kid, alg, generator.generateKeyPair());
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    public IssuerKey named(String otherKid) {
        return new IssuerKey(otherKid, alg, pair);
    }

    /// The public part as a JWK.
    public String jwk() {
        return "{\"kid\":\"" + kid + "\",\"use\":\"sig\",\"alg\":\"" + alg + "\"," + switch (pair.getPublic()) {
            case RSAPublicKey rsa -> "\"kty\":\"RSA\",\"n\":\"" + number(rsa.getModulus(), 0) + "\",\"e\":\""
                    + number(rsa.getPublicExponent(), 0) + "\"}";
            case ECPublicKey ec -> "\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"" + number(ec.getW().getAffineX(), 32)
                    + "\",\"y\":\"" + number(ec.getW().getAffineY(), 32) + "\"}";
            default -> "\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"" + rawEd25519() + "\"}";
        };
    }

    /// The token of this header and payload, signed whatever they say.
    public String sign(String header, String payload) {
        var input = input(header, payload);
        return input + "." + BASE64.encodeToString(signature(input));
    }

    public byte[] signature(String input) {
        try {
            var signature = Signature.getInstance(switch (alg) {
                case "RS256" -> "SHA256withRSA";
                case "RS384" -> "SHA384withRSA";
                case "ES256" -> "SHA256withECDSAinP1363Format";
                default -> "Ed25519";
            });
            signature.initSign(pair.getPrivate());
            signature.update(input.getBytes(UTF_8));
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    public static String input(String header, String payload) {
        return encoded(header) + "." + encoded(payload);
    }

    public static String encoded(String text) {
        return BASE64.encodeToString(text.getBytes(UTF_8));
    }

    /// The last 32 bytes of its X.509 form (RFC 8410, section 4).
    private String rawEd25519() {
        var encoded = pair.getPublic().getEncoded();
        return BASE64.encodeToString(Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length));
    }

    private static String number(BigInteger number, int length) {
        var bytes = number.toByteArray();
        int from = bytes[0] == 0 ? 1 : 0;
        var plain = Arrays.copyOfRange(bytes, from, bytes.length);
        var padded = new byte[Math.max(length, plain.length)];
        System.arraycopy(plain, 0, padded, padded.length - plain.length, plain.length);
        return BASE64.encodeToString(padded);
    }
}
