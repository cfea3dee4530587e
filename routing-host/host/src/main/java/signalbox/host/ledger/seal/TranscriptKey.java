package signalbox.host.ledger.seal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import signalbox.json.Digest;

/// One key of transcripts. What is sealed carries its mark.
final class TranscriptKey {
    static final int MARK = 4;

    private static final String HMAC = "HmacSHA256";
    private static final int TAG_BITS = 128;

    private final byte[] secret;
    private final byte[] mark;

    TranscriptKey(byte[] secret) {
        this.secret = secret.clone();
        mark = Arrays.copyOf(Digest.bytes(secret), MARK);
    }

    byte[] mark() {
        return mark.clone();
    }

    /// Under the subject's own key, for this place.
    Cipher cipher(int mode, String subject, long place, byte[] nonce) throws GeneralSecurityException {
        var mac = Mac.getInstance(HMAC);
        mac.init(new SecretKeySpec(secret, HMAC));
        var own = new SecretKeySpec(mac.doFinal(subject.getBytes(StandardCharsets.UTF_8)), "AES");
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, own, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(ByteBuffer.allocate(Long.BYTES).putLong(place).array());
        return cipher;
    }
}
