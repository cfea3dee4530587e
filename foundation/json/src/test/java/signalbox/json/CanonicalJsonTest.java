package signalbox.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/// Vectors: RFC 8785, sections 3.2.2 and 3.2.3 and appendix B.
final class CanonicalJsonTest {
    private static final JsonMapper JSON = JsonMapper.shared();

    @Test
    void theExampleOfTheRfcHasItsSpelling() {
        var tree = JSON.readTree("""
                {"numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
                 "string": "\\u20ac$\\u000F\\u000aA'\\u0042\\u0022\\u005c\\\\\\"\\/", "literals": [null, true, false]}""");

        var text = CanonicalJson.of(tree);

        assertThat(text).isEqualTo("{\"literals\":[null,true,false],"
                + "\"numbers\":[333333333.3333333,1e+30,4.5,0.002,1e-27],"
                + "\"string\":\"\u20ac$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"}");
    }

    @Test
    void keysAreSortedByUtf16Unit() {
        var tree = JSON.readTree("""
                {"\\u20ac": 1, "\\r": 2, "\\ufb33": 3, "1": 4, "\\ud83d\\ude00": 5, "\\u0080": 6, "\\u00f6": 7}""");

        var text = CanonicalJson.of(tree);

        assertThat(text).containsSubsequence("\\r", "\"1\"", "\u0080", "\u00f6", "\u20ac", "\ud83d\ude00", "\ufb33");
    }

    @ParameterizedTest
    @CsvSource({
        "0000000000000000, 0", "8000000000000000, 0", "0000000000000001, 5e-324", "8000000000000001, -5e-324",
        "7fefffffffffffff, 1.7976931348623157e+308", "4340000000000000, 9007199254740992",
        "4430000000000000, 295147905179352830000", "44b52d02c7e14af5, 9.999999999999997e+22",
        "44b52d02c7e14af6, 1e+23", "44b52d02c7e14af7, 1.0000000000000001e+23",
        "444b1ae4d6e2ef4e, 999999999999999700000", "444b1ae4d6e2ef50, 1e+21", "3eb0c6f7a0b5ed8c, 9.999999999999997e-7",
        "3eb0c6f7a0b5ed8d, 0.000001", "41b3de4355555553, 333333333.3333332", "becbf647612f3696, -0.0000033333333333333333"
    })
    void doublesAreWrittenAsEcmaScriptWritesThem(String bits, String text) {
        double value = Double.longBitsToDouble(Long.parseUnsignedLong(bits, 16));

        assertThat(CanonicalJson.ofDouble(value)).isEqualTo(text);
    }

    @Test
    void equalNumbersShareASpellingAndOthersDoNot() {
        var nodes = JsonNodeFactory.instance;

        assertThat(CanonicalJson.of(nodes.numberNode(new BigDecimal("1.0")))).isEqualTo("1");
        assertThat(CanonicalJson.of(nodes.numberNode(1.0))).isEqualTo("1");
        assertThat(CanonicalJson.of(nodes.numberNode(new BigInteger("9007199254740993"))))
                .isNotEqualTo(CanonicalJson.of(nodes.numberNode(9007199254740992L)));
        assertThat(CanonicalJson.of(nodes.stringNode("\ud800"))).isEqualTo("\"\\ud800\"");
    }

    @Test
    void readingBackGivesTheSameSpelling() {
        long seed = 8785;
        var random = new Random(seed);

        for (int i = 0; i < 20_000; i++) {
            double value = Double.longBitsToDouble(random.nextLong());
            if (Double.isFinite(value)) {
                var text = CanonicalJson.ofDouble(value);
                assertThat(Double.parseDouble(text)).as("seed %s, %s", seed, text).isEqualTo(value + 0.0);
                assertThat(CanonicalJson.of(JSON.readTree(text))).isEqualTo(text);
            }
        }
    }

    @Test
    void theDigestIsOfTheValueNotOfItsSpelling() {
        var one = JSON.readTree("{\"b\": 1.0, \"a\": \"x\"}");
        var other = JSON.readTree("{\"a\":\"\\u0078\",\"b\":1}");

        assertThat(Digest.sha256(one)).isEqualTo(Digest.sha256(other)).matches("sha256:[0-9a-f]{64}");
        assertThat(Digest.sha256("")).isEqualTo("sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    }

    @Test
    void aValueIsWithinABoundExactlyWhereItsBytesAre() {
        long seed = 8786;
        var random = new Random(seed);
        for (int i = 0; i < 2_000; i++) {
            var value = JSON.readTree("{\"a\": [" + "1.50, ".repeat(random.nextInt(5)) + "\"" + "ä€a".repeat(random.nextInt(4)) + "\"]}");
            int bytes = CanonicalJson.of(value).getBytes(StandardCharsets.UTF_8).length;
            int bound = Math.max(0, bytes - 3 + random.nextInt(6));

            assertThat(CanonicalJson.isWithin(bound, value)).as("seed %s, %s in %s", seed, value, bound).isEqualTo(bytes <= bound);
        }
    }

    @Test
    void nothingIsWrittenOfWhatLiesBeyondTheBound() {
        var node = JSON.readTree("[\"aaaaaaaaaa\"]");
        ((ArrayNode) node).add(JsonNodeFactory.instance.pojoNode("no JSON"));

        assertThat(CanonicalJson.isWithin(5, node)).isFalse();
        assertThatThrownBy(() -> CanonicalJson.isWithin(50, node)).isInstanceOf(IllegalArgumentException.class);
    }
}
