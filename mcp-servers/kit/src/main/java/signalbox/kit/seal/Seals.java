package signalbox.kit.seal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// Seals texts with AES-256-GCM: whoever carries a sealed text can neither read nor change it, nor use it for anything but
/// what it was made for.
public final class Seals {
    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;
    private static final int LONGEST = 1 << 17;

    private final RootKeys roots;
    private final SecureRandom random = new SecureRandom();

    public Seals(DataSource source, InstantSource clock) {
        roots = new RootKeys(source, clock);
    }

    /// @param purpose has a key of its own
    /// @param bound who, where and for what: opening takes exactly the same
    public String seal(String purpose, String bound, String text) {
        try {
            var newest = roots.live().lastEntry();
            var nonce = new byte[NONCE];
            random.nextBytes(nonce);
            var cipher = cipher(Cipher.ENCRYPT_MODE, newest.getValue(), purpose, nonce);
            cipher.updateAAD(bound.getBytes(StandardCharsets.UTF_8));
            var sealed = cipher.doFinal(text.getBytes(StandardCharsets.UTF_8));
            var whole = ByteBuffer.allocate(Integer.BYTES + NONCE + sealed.length)
                    .putInt(newest.getKey()).put(nonce).put(sealed);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(whole.array());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /// The sealed text, or null where we did not seal it for this purpose and binding.
    public @Nullable String open(String purpose, String bound, String sealed) {
        if (sealed.length() > LONGEST) {
            return null;
        }
        try {
            var whole = ByteBuffer.wrap(Base64.getUrlDecoder().decode(sealed));
            if (whole.remaining() < Integer.BYTES + NONCE) {
                return null;
            }
            var root = root(whole.getInt());
            var nonce = new byte[NONCE];
            whole.get(nonce);
            if (root == null) {
                return null;
            }
            var cipher = cipher(Cipher.DECRYPT_MODE, root, purpose, nonce);
            cipher.updateAAD(bound.getBytes(StandardCharsets.UTF_8));
            var rest = new byte[whole.remaining()];
            whole.get(rest);
            return new String(cipher.doFinal(rest), StandardCharsets.UTF_8);
        } catch (GeneralSecurityException | IllegalArgumentException _) {
            return null;
        }
    }

    public void renew() {
        roots.renew();
    }

    /// Another node may have made a root key that we have not seen yet.
    private byte @Nullable [] root(int number) {
        if (!roots.live().containsKey(number) && number > roots.live().lastKey() && number <= roots.live().lastKey() + 1) {
            roots.load();
        }
        return roots.live().get(number);
    }

    private static Cipher cipher(int mode, byte[] root, String purpose, byte[] nonce) throws GeneralSecurityException {
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, RootKeys.derived(root, purpose), new GCMParameterSpec(TAG_BITS, nonce));
        return cipher;
    }
}
