package signalbox.identity;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import signalbox.testing.issuer.FakeIssuer;
import signalbox.testing.issuer.IssuerKey;

/// Makes access tokens by hand, so that each can be wrong in one way.
///
/// @param other another issuer that is configured too
public record AccessForge(FakeIssuer issuer, FakeIssuer other, InstantSource clock) {
    static final IssuerKey STRANGER = IssuerKey.rsa("rsa-1");
    public static final String RESOURCE = "https://tools.example.org/mcp/retail";
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    String header() {
        return header(issuer.rsa());
    }

    static String header(IssuerKey key) {
        return "{\"alg\":\"" + key.alg() + "\",\"typ\":\"at+jwt\",\"kid\":\"" + key.kid() + "\"}";
    }

    String payload() {
        long now = clock.instant().getEpochSecond();
        return "{\"iss\":\"" + issuer.name() + "\",\"aud\":\"" + RESOURCE + "\",\"sub\":\"ada\",\"client_id\":\"desk\","
                + "\"scope\":\"tool:retail.*\",\"jti\":\"j1\",\"iat\":" + now + ",\"nbf\":" + now + ",\"exp\":" + (now + 300) + "}";
    }

    public String good() {
        return issuer.rsa().sign(header(), payload());
    }

    String claiming(String good, String wrong) {
        return issuer.rsa().sign(header(), replaced(payload(), good, wrong));
    }

    String headed(String good, String wrong) {
        return issuer.rsa().sign(replaced(header(), good, wrong), payload());
    }

    /// With this `aud`, as JSON.
    String audience(String json) {
        return claiming("\"aud\":\"[^\"]*\"", "\"aud\":" + json);
    }

    /// With this `kid`, as JSON.
    String kid(String json) {
        return headed("\"kid\":\"[^\"]*\"", "\"kid\":" + json);
    }

    String adding(String claim) {
        return claiming("\"jti\"", claim + ",\"jti\"");
    }

    /// `iat`, `nbf` and `exp`, in seconds from now.
    String timed(long issued, long notBefore, long expires) {
        long now = clock.instant().getEpochSecond();
        return claiming("\"iat\":[0-9]+,\"nbf\":[0-9]+,\"exp\":[0-9]+",
                "\"iat\":" + (now + issued) + ",\"nbf\":" + (now + notBefore) + ",\"exp\":" + (now + expires));
    }

    /// The good token signed with a MAC under what everybody knows.
    String macced(String algorithm, byte[] secret) {
        var input = IssuerKey.input(header().replace("RS256", algorithm), payload());
        try {
            var name = "HmacSHA" + algorithm.substring(2);
            var mac = Mac.getInstance(name);
            mac.init(new SecretKeySpec(secret, name));
            return input + "." + BASE64.encodeToString(mac.doFinal(input.getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    byte[] publicKey() {
        return issuer.rsa().pair().getPublic().getEncoded();
    }

    byte[] pem() {
        return ("-----BEGIN PUBLIC KEY-----\n" + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(publicKey())
                + "\n-----END PUBLIC KEY-----\n").getBytes(UTF_8);
    }

    /// The good token with its signature changed.
    String signature(UnaryOperator<byte[]> change) {
        return signature(issuer.rsa(), change);
    }

    String signature(IssuerKey key, UnaryOperator<byte[]> change) {
        var input = IssuerKey.input(header(key), payload());
        return input + "." + BASE64.encodeToString(change.apply(key.signature(input)));
    }

    /// The good token signed with P-256, its `r` and `s` being these bytes.
    String ecSignature(int r, int s) {
        return signature(issuer.ec(), signature -> {
            Arrays.fill(signature, 0, 32, (byte) r);
            Arrays.fill(signature, 32, 64, (byte) s);
            return signature;
        });
    }

    private static String replaced(String text, String good, String wrong) {
        var replaced = text.replaceFirst(good, Matcher.quoteReplacement(wrong));
        if (replaced.equals(text)) {
            throw new AssertionError("nothing replaced: " + good);
        }
        return replaced;
    }
}
