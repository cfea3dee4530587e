package signalbox.host.wire.mask;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Set;
import java.util.TreeSet;

/// The forms in which a secret comes back: as it is, percent-encoded, in hexadecimal digits, escaped as JSON or HTML does,
/// and in base64, with whatever before and behind it, such as `Bearer ` or a user's name.
final class SecretForms {
    private static final HexFormat UPPER = HexFormat.of().withUpperCase();
    private static final HexFormat LOWER = HexFormat.of();

    private SecretForms() {}

    /// @param secret of printable ASCII
    static Set<String> of(String secret) {
        var bytes = secret.getBytes(StandardCharsets.UTF_8);
        var forms = new TreeSet<String>();
        forms.add(secret);
        for (var hex : new HexFormat[] {UPPER, LOWER}) {
            forms.add(hex.formatHex(bytes));
            forms.add(percent(secret, hex));
        }
        var quoted = secret.replace("\\", "\\\\").replace("\"", "\\\"");
        forms.add(quoted);
        forms.add(quoted.replace("/", "\\/"));
        forms.add(quoted.replace("\\", "\\\\").replace("\"", "\\\""));
        forms.add(secret.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;"));
        for (int before = 0; before < 3; before++) {
            var base64 = base64(bytes, before);
            forms.add(base64);
            forms.add(base64.replace('+', '-').replace('/', '_'));
        }
        return forms;
    }

    private static String percent(String secret, HexFormat hex) {
        var encoded = new StringBuilder();
        for (int i = 0; i < secret.length(); i++) {
            char c = secret.charAt(i);
            boolean plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || "-._~".indexOf(c) >= 0;
            encoded.append(plain ? String.valueOf(c) : "%" + hex.toHexDigits((byte) c));
        }
        return encoded.toString();
    }

    /// The digits that the secret alone decides, whatever stands around it.
    ///
    /// @param before how many bytes stand before it, beyond a multiple of three
    private static String base64(byte[] secret, int before) {
        var padded = new byte[before + secret.length];
        System.arraycopy(secret, 0, padded, before, secret.length);
        var digits = Base64.getEncoder().withoutPadding().encodeToString(padded);
        int first = Math.ceilDiv(before * 8, 6);
        return digits.substring(first, padded.length * 8 / 6);
    }
}
