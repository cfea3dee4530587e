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
import org.jspecify.annotations.Nullable;
import signalbox.identity.PrivateFile;

/// The keys that transcripts are sealed with: AES-256-GCM under a key of each subject's own, bound to its place. The
/// first seals, all open, so a key is replaced by writing a new one before it.
public final class TranscriptKeys {
    private static final int KEY = 32;
    private static final int NONCE = 12;
    private static final int TEXT = TranscriptKey.MARK + NONCE;

    private final List<TranscriptKey> keys;
    private final SecureRandom random = new SecureRandom();

    private TranscriptKeys(List<TranscriptKey> keys) {
        this.keys = List.copyOf(keys);
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
        var keys = new ArrayList<TranscriptKey>();
        for (var line : lines.lines().map(String::trim).filter(text -> !text.isEmpty()).toList()) {
            var secret = Base64.getDecoder().decode(line);
            if (secret.length != KEY) {
                throw new IllegalArgumentException("a key has " + KEY + " bytes in Base64, not " + secret.length);
            }
            keys.add(new TranscriptKey(secret));
        }
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("write at least one key: " + KEY + " random bytes in Base64");
        }
        return new TranscriptKeys(keys);
    }

    /// One that is forgotten with this process.
    public static TranscriptKeys fresh() {
        return new TranscriptKeys(List.of(new TranscriptKey(secret())));
    }

    /// @param subject has a key of its own, such as a run
    /// @param place opens at no other place of the subject
    public SealedBytes seal(String subject, long place, String text) {
        var key = keys.getFirst();
        var nonce = new byte[NONCE];
        random.nextBytes(nonce);
        try {
            var sealed = key.cipher(Cipher.ENCRYPT_MODE, subject, place, nonce).doFinal(text.getBytes(StandardCharsets.UTF_8));
            return new SealedBytes(ByteBuffer.allocate(TranscriptKey.MARK + NONCE + sealed.length)
                    .put(key.mark()).put(nonce).put(sealed).array());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has AES-GCM and HMAC", e);
        }
    }

    /// What was sealed, or null where no key of ours sealed it for this place.
    public @Nullable String open(String subject, long place, SealedBytes seal) {
        var bytes = seal.bytes();
        if (bytes.length < TEXT) {
            return null;
        }
        var nonce = Arrays.copyOfRange(bytes, TranscriptKey.MARK, TEXT);
        for (var key : keys) {
            if (Arrays.equals(key.mark(), Arrays.copyOf(bytes, TranscriptKey.MARK))) {
                try {
                    var cipher = key.cipher(Cipher.DECRYPT_MODE, subject, place, nonce);
                    return new String(cipher.doFinal(bytes, TEXT, bytes.length - TEXT), StandardCharsets.UTF_8);
                } catch (GeneralSecurityException _) {
                    return null;
                }
            }
        }
        return null;
    }

    private static byte[] secret() {
        var secret = new byte[KEY];
        new SecureRandom().nextBytes(secret);
        return secret;
    }
}
