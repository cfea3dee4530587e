package signalbox.identity;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.InstantSource;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Makes assertions by hand, so that each can be wrong in one way.
///
/// @param otherToken the id of a live token of somebody else
record Forge(SigningKey key, Principal caller, String otherToken, InstantSource clock) {
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    String header() {
        return "{\"alg\":\"EdDSA\",\"typ\":\"signalbox-caller+jwt\",\"kid\":\"" + key.kid() + "\"}";
    }

    String payload() {
        long now = clock.instant().getEpochSecond();
        return "{\"iss\":\"host:main\",\"aud\":\"http://127.0.0.1:8090/mcp\",\"sub\":\"agent:ada\","
                + "\"scopes\":\"tool:retail.*\",\"token\":\"" + caller.credential().id() + "\",\"run\":\"run_1\","
                + "\"tool\":\"retail.get_order_details@1.0.0\",\"args\":\"sha256:" + "a".repeat(64) + "\","
                + "\"jti\":\"" + "j".repeat(22) + "\",\"iat\":" + now + ",\"exp\":" + (now + 60) + "}";
    }

    String good() {
        return signed(header(), payload());
    }

    /// The good payload with one piece of its text replaced, signed by the host's own key.
    String claiming(String good, String wrong) {
        var payload = payload().replaceFirst(good, wrong);
        if (payload.equals(payload())) {
            throw new AssertionError("nothing replaced: " + good);
        }
        return signed(header(), payload);
    }

    String headed(String good, String wrong) {
        var header = header().replaceFirst(good, wrong);
        if (header.equals(header())) {
            throw new AssertionError("nothing replaced: " + good);
        }
        return signed(header, payload());
    }

    String signed(String header, String payload) {
        return signed(header, payload, key);
    }

    String signed(String header, String payload, SigningKey by) {
        var input = input(header, payload);
        try {
            var signature = Signature.getInstance("Ed25519");
            signature.initSign(by.privateKey());
            signature.update(input.getBytes(UTF_8));
            return input + "." + BASE64.encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    String macced(String header, byte[] secret) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            var input = input(header, payload());
            return input + "." + BASE64.encodeToString(mac.doFinal(input.getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    static String input(String header, String payload) {
        return BASE64.encodeToString(header.getBytes(UTF_8)) + "." + BASE64.encodeToString(payload.getBytes(UTF_8));
    }

    static SigningKey strangerKey() {
        try {
            return SigningKey.of(KeyPairGenerator.getInstance("Ed25519").generateKeyPair());
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}
