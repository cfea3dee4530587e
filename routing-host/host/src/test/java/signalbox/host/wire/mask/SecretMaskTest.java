package signalbox.host.wire.mask;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import signalbox.host.wire.WireJson;

class SecretMaskTest {
    private static final String MARK = SecretMask.MARK;
    private static final String KEY = "sk-proj_A7f+/=kQ9\"z\\w&<3";
    private static final SecretMask MASK = SecretMask.of(List.of(KEY));

    /// A form, and what is left of it.
    record Form(String text, String masked) {}

    static Stream<Form> forms() {
        var forms = Stream.<Form>builder();
        var percent = URLEncoder.encode(KEY, StandardCharsets.UTF_8);
        var json = WireJson.write(WireJson.object().put("key", KEY));
        forms.add(new Form(KEY, MARK));
        forms.add(new Form("Bearer " + KEY, "Bearer " + MARK));
        forms.add(new Form("Bearer+" + percent, "Bearer+" + MARK));
        forms.add(new Form(percent.replace("%2F", "%2f").replace("%2B", "%2b").replace("%3D", "%3d").replace("%5C", "%5c")
                .replace("%3C", "%3c"), MARK));
        forms.add(new Form(json, "{\"key\":\"" + MARK + "\"}"));
        forms.add(new Form(json.replace("/", "\\/"), "{\"key\":\"" + MARK + "\"}"));
        forms.add(new Form(
                WireJson.write(WireJson.object().put("t", json)), "{\"t\":\"{\\\"key\\\":\\\"" + MARK + "\\\"}\"}"));
        forms.add(new Form(KEY.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;"), MARK));
        forms.add(new Form(HexFormat.of().formatHex(bytes(KEY)), MARK));
        forms.add(new Form(HexFormat.of().withUpperCase().formatHex(bytes(KEY)), MARK));
        for (var before : List.of("", "x", "xy", "Bearer ", "user:", "{\"key\":\"")) {
            for (var after : List.of("", "}", "\"}", "...")) {
                int first = Math.ceilDiv(bytes(before).length * 8, 6);
                int end = (bytes(before).length + bytes(KEY).length) * 8 / 6;
                for (var encoder : List.of(Base64.getEncoder(), Base64.getUrlEncoder().withoutPadding())) {
                    var text = encoder.encodeToString(bytes(before + KEY + after));
                    forms.add(new Form(text, text.substring(0, first) + MARK + text.substring(end)));
                }
            }
        }
        return forms.build();
    }

    /// In base64, the digits that hold something of what stands around the key are left: they hold six bits of it at most.
    @ParameterizedTest
    @MethodSource("forms")
    void aSecretIsMaskedInEveryFormWhereverItIs(Form form) {
        for (var around : List.of("%s", "see %s.", "é %s é", "%s %s", "[\"%s\"]")) {
            assertThat(MASK.mask(around.replace("%s", form.text()))).isEqualTo(around.replace("%s", form.masked()));
        }
    }

    @Test
    void aTextWithoutTheSecretIsTheSame() {
        var random = new Random(11);
        var near = KEY.substring(0, KEY.length() - 1);
        for (int n = 0; n < 2_000; n++) {
            var text = new StringBuilder();
            while (text.length() < 300) {
                text.append(random.nextBoolean() ? near.substring(random.nextInt(near.length())) : (char) random.nextInt(0x300)).append('!');
            }
            assertThat(MASK.mask(text.toString())).isEqualTo(text.toString());
        }
        var tree = WireJson.parse("{\"a\":[1,\"x\",{\"b\":null}]}");
        assertThat(MASK.mask(tree)).isSameAs(tree);
    }

    @Test
    void theMaskFindsWhatAPlainSearchFinds() {
        var random = new Random(12);
        var secrets = List.of("abababab", "bababab-x", "aabbaabb", "abababaX");
        var mask = SecretMask.of(secrets);
        for (int n = 0; n < 20_000; n++) {
            var text = new StringBuilder();
            for (int i = random.nextInt(40); i >= 0; i--) {
                text.append("ab-xX".charAt(random.nextInt(random.nextInt(4) == 0 ? 5 : 2)));
            }
            boolean isIn = secrets.stream().anyMatch(text.toString()::contains);

            var masked = mask.mask(text.toString());

            assertThat(masked.contains(SecretMask.MARK)).as(text.toString()).isEqualTo(isIn);
            assertThat(secrets).as("%s: %s", text, masked).noneMatch(masked::contains);
        }
    }

    @Test
    void aTextThatComesInPiecesIsMaskedToo() {
        var random = new Random(13);
        for (int n = 0; n < 2_000; n++) {
            var with = random.nextBoolean();
            var text = "An answer: " + KEY.substring(random.nextInt(5)) + " sk-proj_A7 " + (with ? KEY : "") + " and " + KEY.substring(0, 9);
            var stream = new MaskedStream(MASK);
            var shown = new StringBuilder();
            for (int at = 0; at < text.length(); ) {
                int end = Math.min(text.length(), at + 1 + random.nextInt(9));
                shown.append(stream.next(text.substring(at, end)));
                at = end;
            }

            assertThat(shown.append(stream.end()).toString()).isEqualTo(MASK.mask(text));
        }
        assertThat(new MaskedStream(SecretMask.NONE).next("sk-proj")).isEqualTo("sk-proj");
        assertThat(new MaskedStream(MASK).next("nothing of it")).isEqualTo("nothing of it");
    }

    @Test
    void aWordThatHappensToBeAKeyIsNone() {
        assertThat(SecretMask.of(List.of("ollama")).mask("ask ollama")).isEqualTo("ask ollama");
        assertThat(SecretMask.of(List.of()).mask("x")).isEqualTo("x");
    }

    @Test
    void namesAndTextsOfATreeAreMasked() {
        var tree = WireJson.object().put("a" + KEY, 1);
        tree.putArray("b").add("x").addObject().put("c", "Bearer " + KEY);

        assertThat(WireJson.write(MASK.mask(tree))).isEqualTo("{\"a••••\":1,\"b\":[\"x\",{\"c\":\"Bearer ••••\"}]}");
    }

    /// Nothing is timed: a text without a secret makes no garbage, and is looked at once in seven characters or so.
    @Test
    void aTextWithoutTheSecretCostsNothingButALook() {
        var text = "The order #W2378156 was delivered on Tuesday. ".repeat(20_000);
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        MASK.mask(text);
        long before = threads.getCurrentThreadAllocatedBytes();

        var masked = MASK.mask(text);

        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(10_000);
        assertThat(masked).isSameAs(text);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
