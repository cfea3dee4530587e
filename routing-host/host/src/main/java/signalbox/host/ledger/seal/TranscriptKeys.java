package signalbox.host.ledger.seal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import signalbox.identity.PrivateFile;
import signalbox.json.Digest;

/// The keys that transcripts are sealed with: AES-256-GCM under a key of each subject's own, bound to its place. The
/// first seals, all open, so a key is replaced by writing a new one before it.
public final class TranscriptKeys {
    private static final int KEY = 32;
    private static final int MARK = 4;
    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;

    private final List<Key> keys;
    private final SecureRandom random = new SecureRandom();

    private TranscriptKeys(List<Key> keys) {
        this.keys = List.copyOf(keys);
    }

    /// @param mark tells in a seal which key made it
    private record Key(byte[] mark, byte[] secret) {
        static Key of(byte[] secret) {
            return new Key(Arrays.copyOf(Digest.bytes(secret), MARK), secret);
        }
    }

    /// The keys of a file of mode 0600, which is made with a new key if absent.
    public static TranscriptKeys in(Path file) throws IOException {
        if (!Files.exists(file)) {
            PrivateFile.write(file, Base64.getEncoder().encodeToString(secret()) + "\n");
        }
        try {
            return parse(Files.readString(file));
        } catch (IllegalArgumentException e) {
            throw new IOException("'" + file + "' holds no keys of transcripts: " + e.getMessage(), e);
        }
    }

    /// Reads keys of 32 bytes in Base64, one a line.
    public static TranscriptKeys parse(String lines) {
        var keys = new ArrayList<Key>();
        for (var line : lines.lines().map(String::trim).filter(text -> !text.isEmpty()).toList()) {
            var secret = Base64.getDecoder().decode(line);
            if (secret.length != KEY) {
                throw new IllegalArgumentException("a key has " + KEY + " bytes in Base64, not " + secret.length);
            }
            keys.add(Key.of(secret));
        }
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("write at least one key: " + KEY + " random bytes in Base64");
        }
        return new TranscriptKeys(keys);
    }

    /// One that is forgotten with this process.
    public static TranscriptKeys fresh() {
        return new TranscriptKeys(List.of(Key.of(secret())));
    }

    /// @param subject has a key of its own, such as a run
    /// @param place opens at no other place of the subject
    public byte[] seal(String subject, long place, byte[] plain) {
        var key = keys.getFirst();
        var nonce = new byte[NONCE];
        random.nextBytes(nonce);
        try {
            var sealed = cipher(Cipher.ENCRYPT_MODE, key, subject, new Bound(place, nonce)).doFinal(plain);
            return ByteBuffer.allocate(MARK + NONCE + sealed.length).put(key.mark()).put(nonce).put(sealed).array();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has AES-GCM and HMAC", e);
        }
    }

    /// What was sealed, or null where no key of ours sealed it for this place.
    public byte @Nullable [] open(String subject, long place, byte[] sealed) {
        if (sealed.length < MARK + NONCE) {
            return null;
        }
        var mark = Arrays.copyOf(sealed, MARK);
        var nonce = Arrays.copyOfRange(sealed, MARK, MARK + NONCE);
        for (var key : keys) {
            if (Arrays.equals(key.mark(), mark)) {
                try {
                    return cipher(Cipher.DECRYPT_MODE, key, subject, new Bound(place, nonce))
                            .doFinal(sealed, MARK + NONCE, sealed.length - MARK - NONCE);
                } catch (GeneralSecurityException _) {
                    return null;
                }
            }
        }
        return null;
    }

    private record Bound(long place, byte[] nonce) {}

    private static Cipher cipher(int mode, Key key, String subject, Bound bound) throws GeneralSecurityException {
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key.secret(), "HmacSHA256"));
        var own = new SecretKeySpec(mac.doFinal(subject.getBytes(StandardCharsets.UTF_8)), "AES");
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, own, new GCMParameterSpec(TAG_BITS, bound.nonce()));
        cipher.updateAAD(ByteBuffer.allocate(Long.BYTES).putLong(bound.place()).array());
        return cipher;
    }

    private static byte[] secret() {
        var secret = new byte[KEY];
        new SecureRandom().nextBytes(secret);
        return secret;
    }
}
