package signalbox.descriptor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class HeaderValueTest {
    /// The examples of MCP 2026-07-28, basic/transports/streamable-http, "Value Encoding".
    @ParameterizedTest
    @CsvSource(ignoreLeadingAndTrailingWhitespace = false, value = {
        "us-west1,us-west1", "us west 1,us west 1", "'Hello, 世界',=?base64?SGVsbG8sIOS4lueVjA==?=",
        "' padded ',=?base64?IHBhZGRlZCA=?=", "'line1\nline2',=?base64?bGluZTEKbGluZTI=?=",
        "=?base64?literal?=,=?base64?PT9iYXNlNjQ/bGl0ZXJhbD89?="
    })
    void aValueIsEncodedAsTheSpecificationShows(String value, String header) {
        assertThat(HeaderValue.of(value)).isEqualTo(header);
        assertThat(HeaderValue.read(header)).isEqualTo(value);
    }

    @Test
    void whateverAValueIsItsHeaderIsPlainAndSaysTheSame() {
        long seed = System.nanoTime();
        var random = new Random(seed);
        var alphabet = "=?base64 \t\r\nü世\u007f\u0000az09-_";
        for (int n = 0; n < 10_000; n++) {
            var text = new StringBuilder(n % 3 == 0 ? "=?base64?" : "");
            for (int i = random.nextInt(12); i > 0; i--) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            var value = text + (n % 3 == 0 ? "?=" : "");

            var header = HeaderValue.of(value);

            assertThat(header).describedAs("seed %s", seed).matches("|[!-~]|[!-~][ -~]*[!-~]");
            assertThat(HeaderValue.read(header)).describedAs("seed %s", seed).isEqualTo(value);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"=?base64?*?=", "=?base64?a?=", "=?base64?/w==?="})
    void whatIsNoBase64OfTextSaysNothing(String header) {
        assertThat(HeaderValue.read(header)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Gr\u00f6\u00dfe", "\u0080", "a\u0000b", "line\rline", "\u007f"})
    void whatOnlyBase64CanCarrySaysNothingWithoutIt(String header) {
        assertThat(HeaderValue.read(header)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"=?base64?=", "=?BASE64?YQ==?=", "=?utf-8?YQ==?="})
    void whatOnlyLooksEncodedIsReadAsItStands(String header) {
        assertThat(HeaderValue.read(header)).isEqualTo(header);
    }

    @Test
    void onlyArgumentsThatAreThereAreRepeated() {
        var parameters = List.of(
                new HeaderParameter("A", List.of("a")), new HeaderParameter("B", List.of("b")),
                new HeaderParameter("C", List.of("c")), new HeaderParameter("D", List.of("c", "d")),
                new HeaderParameter("E", List.of("e")));

        var headers = HeaderParameter.headers(parameters, json("{\"a\": 42.0, \"b\": null, \"c\": {\"d\": true}}"));

        assertThat(headers).containsOnly(Map.entry("Mcp-Param-A", "42"), Map.entry("Mcp-Param-D", "true"));
    }

    @Test
    void aNumberThatNotEveryPeerReadsExactlyIsNotRepeated() {
        var parameters = List.of(new HeaderParameter("A", List.of("a")));

        assertThat(HeaderParameter.headers(parameters, json("{\"a\": -9007199254740991}")))
                .containsEntry("Mcp-Param-A", "-9007199254740991");
        assertThatThrownBy(() -> HeaderParameter.headers(parameters, json("{\"a\": 9007199254740992}")))
                .hasMessage("'a' is beyond 2^53 - 1");
    }

    private static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text);
    }
}
