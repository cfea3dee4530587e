package signalbox.client.modern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import signalbox.descriptor.HeaderParameter;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class HeadersTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', ignoreLeadingAndTrailingWhitespace = false, value = {
        "us-west1|us-west1", "us west 1|us west 1", "Hello, 世界|=?base64?SGVsbG8sIOS4lueVjA==?=",
        " padded |=?base64?IHBhZGRlZCA=?=", "=?base64?literal?=|=?base64?PT9iYXNlNjQ/bGl0ZXJhbD89?="})
    void aValueIsEncodedWhereAHeaderCouldNotCarryIt(String value, String header) {
        assertThat(HeaderValue.of(value)).isEqualTo(header);
    }

    @Test
    void whatIsEncodedIsWhatIsDecoded() {
        long seed = System.nanoTime();
        var random = new Random(seed);
        for (int n = 0; n < 5_000; n++) {
            var value = new StringBuilder();
            for (int i = random.nextInt(8); i > 0; i--) {
                value.appendCodePoint(List.of(9, 10, 13, 32, 61, 63, 65, 127, 228, 0x4e16, 0x1f600).get(random.nextInt(11)));
            }

            var header = HeaderValue.of(value.toString());

            assertThat(header).as("seed %s", seed).matches("[\\x20-\\x7e]*").isEqualTo(header.strip());
            assertThat(decoded(header)).as("seed %s", seed).isEqualTo(value.toString());
        }
    }

    @Test
    void onlyValuesThatAreThereAreRepeated() {
        var parameters = List.of(
                new HeaderParameter("A", List.of("a")), new HeaderParameter("B", List.of("b")),
                new HeaderParameter("D", List.of("c", "d")), new HeaderParameter("E", List.of("e")));

        var headers = MirroredHeaders.of(parameters, json("{\"a\": 42.0, \"b\": null, \"c\": {\"d\": true}}"));

        assertThat(headers).containsOnly(java.util.Map.entry("Mcp-Param-A", "42"), java.util.Map.entry("Mcp-Param-D", "true"));
    }

    @Test
    void aNumberThatNoPeerReadsExactlyIsNotSent() {
        var parameters = List.of(new HeaderParameter("A", List.of("a")));

        assertThat(MirroredHeaders.of(parameters, json("{\"a\": -9007199254740991}")))
                .containsEntry("Mcp-Param-A", "-9007199254740991");
        assertThatThrownBy(() -> MirroredHeaders.of(parameters, json("{\"a\": 9007199254740992}")))
                .hasMessage("'a' is beyond 2^53 - 1");
    }

    private static String decoded(String header) {
        return header.startsWith("=?base64?") && header.endsWith("?=")
                ? new String(Base64.getDecoder().decode(header.substring(9, header.length() - 2)), StandardCharsets.UTF_8)
                : header;
    }

    private static ObjectNode json(String text) {
        return (ObjectNode) JsonMapper.shared().readTree(text);
    }
}
