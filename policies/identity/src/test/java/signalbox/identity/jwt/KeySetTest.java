package signalbox.identity.jwt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.util.Base64URL;
import java.math.BigInteger;
import java.security.spec.ECFieldFp;
import java.util.Base64;
import java.util.Collections;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import signalbox.identity.issuer.Algorithm;
import signalbox.testing.issuer.IssuerKey;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class KeySetTest {
    private static final String EC = IssuerKey.ec("k").jwk();
    private static final String ED = IssuerKey.ed("k").jwk();

    @Test
    void aPlainKeyIsFoundUnderItsNameForItsAlgorithm() throws InvalidToken {
        var unbound = EC.replace("\"alg\":\"ES256\",", "").replace("\"use\":\"sig\",", "\"key_ops\":[\"verify\"],");

        assertThat(found(EC, Algorithm.ES256)).isTrue();
        assertThat(found(ED, Algorithm.EDDSA)).isTrue();
        assertThat(found(unbound, Algorithm.ES256)).isTrue();
        assertThat(found(EC + "," + ED, Algorithm.EDDSA)).isTrue();
        assertThat(found(EC, Algorithm.ES384)).isFalse();
        assertThat(found(unbound, Algorithm.ES384)).isFalse();
    }

    @Test
    void whatCannotSignATokenIsLeftOut() throws InvalidToken {
        assertThat(found(EC.replace("\"sig\"", "\"enc\""), Algorithm.ES256)).isFalse();
        assertThat(found(EC.replace("\"use\"", "\"key_ops\":[\"encrypt\"],\"use\""), Algorithm.ES256)).isFalse();
        assertThat(found(EC.replace("ES256", "RS256"), Algorithm.ES256)).isFalse();
        assertThat(found(EC.replace("\"kty\"", "\"d\":\"AAAA\",\"kty\""), Algorithm.ES256)).isFalse();
        assertThat(found(EC.replace("P-256", "P-384"), Algorithm.ES384)).isFalse();
        assertThat(found(EC.replace("\"kid\":\"k\",", ""), Algorithm.ES256)).isFalse();
        assertThat(found(EC.replaceFirst("\"x\":\"[^\"]*\",", ""), Algorithm.ES256)).isFalse();
        assertThat(found(EC.replaceFirst("\"y\":\"[^\"]*\"", "\"y\":\"AAAA\""), Algorithm.ES256)).isFalse();
        assertThat(found(ED.replace("Ed25519", "X25519"), Algorithm.EDDSA)).isFalse();
        assertThat(found("{\"kty\":\"oct\",\"kid\":\"k\",\"k\":\"AAAA\"}", Algorithm.RS256)).isFalse();
        assertThat(found("7,null,[],\"k\",{}", Algorithm.RS256)).isFalse();
    }

    /// A small x whose y is known, once as it is and once with the field's prime added, which 32 bytes can still hold.
    @Test
    void aPointHasOneSpelling() throws InvalidToken {
        var curve = Curve.P_256.toECParameterSpec().getCurve();
        var p = ((ECFieldFp) curve.getField()).getP();
        var x = BigInteger.valueOf(5);
        var square = x.pow(3).add(curve.getA().multiply(x)).add(curve.getB()).mod(p);
        var y = square.modPow(p.add(BigInteger.ONE).shiftRight(2), p);

        assertThat(y.pow(2).mod(p)).isEqualTo(square);
        assertThat(found(point(x, y), Algorithm.ES256)).isTrue();
        assertThat(found(point(x.add(p), y), Algorithm.ES256)).isFalse();
    }

    @Test
    void anRsaKeyHasAtLeast2048AndAtMost8192Bits() throws InvalidToken {
        assertThat(found(rsa(2048), Algorithm.RS256)).isTrue();
        assertThat(found(rsa(8192), Algorithm.RS256)).isTrue();
        assertThat(found(rsa(1024), Algorithm.RS256)).isFalse();
        assertThat(found(rsa(2040), Algorithm.RS256)).isFalse();
        assertThat(found(rsa(8200), Algorithm.RS256)).isFalse();
    }

    @Test
    void twoKeysOfOneNameForOneAlgorithmAreNeither() throws InvalidToken {
        assertThat(found(EC + "," + IssuerKey.ec("k").jwk(), Algorithm.ES256)).isFalse();
    }

    @Test
    void tooManyKeysOrNoneAtAllAreNoKeySet() {
        var many = String.join(",", Collections.nCopies(101, EC));

        assertThatThrownBy(() -> found(many, Algorithm.ES256)).isInstanceOf(InvalidToken.class);
        assertThatThrownBy(() -> KeySet.read(object("{\"keys\":{}}"))).isInstanceOf(InvalidToken.class);
        assertThatThrownBy(() -> KeySet.read(object("{}"))).isInstanceOf(InvalidToken.class);
    }

    private static String point(BigInteger x, BigInteger y) {
        return "{\"kty\":\"EC\",\"crv\":\"P-256\",\"kid\":\"k\",\"x\":\"" + Base64URL.encode(x) + "\",\"y\":\"" + Base64URL.encode(y) + "\"}";
    }

    private static boolean found(String jwks, Algorithm algorithm) throws InvalidToken {
        @Nullable Object key = KeySet.find(KeySet.read(object("{\"keys\":[" + jwks + "]}")), "k", algorithm);
        return key != null;
    }

    private static ObjectNode object(String json) {
        return (ObjectNode) JsonMapper.shared().readTree(json);
    }

    /// A number of so many bits: nobody asks whether it is a product of two primes.
    private static String rsa(int bits) {
        var modulus = new byte[bits / 8];
        new Random(1).nextBytes(modulus);
        modulus[0] |= (byte) 0x80;
        modulus[modulus.length - 1] |= 1;
        return "{\"kty\":\"RSA\",\"kid\":\"k\",\"e\":\"AQAB\",\"n\":\""
                + Base64.getUrlEncoder().withoutPadding().encodeToString(modulus) + "\"}";
    }
}
