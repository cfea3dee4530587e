package signalbox.app.stdio;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import signalbox.kit.rpc.Message;
import tools.jackson.databind.node.IntNode;
import tools.jackson.databind.node.ObjectNode;

class MirroredHeadersTest {
    /// The examples of MCP 2026-07-28, basic/transports/streamable-http, "Value Encoding".
    @ParameterizedTest
    @CsvSource(ignoreLeadingAndTrailingWhitespace = false, value = {
        "us-west1,us-west1", "'Hello, 世界',=?base64?SGVsbG8sIOS4lueVjA==?=", "' padded ',=?base64?IHBhZGRlZCA=?=",
        "'line1\nline2',=?base64?bGluZTEKbGluZTI=?=", "=?base64?literal?=,=?base64?PT9iYXNlNjQ/bGl0ZXJhbD89?="
    })
    void aValueIsEncodedAsTheSpecificationShows(String value, String header) {
        assertThat(MirroredHeaders.value(value)).isEqualTo(header);
    }

    @Test
    void whateverAValueIsItsHeaderIsPlainAndSaysTheSame() {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        var random = new Random(seed);
        var alphabet = "=?base64 \t\r\nü世\u007f\u0000az09-_";
        for (int n = 0; n < 10_000; n++) {
            var text = new StringBuilder(n % 3 == 0 ? "=?base64?" : "");
            for (int i = random.nextInt(12); i > 0; i--) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            var value = text + (n % 3 == 0 ? "?=" : "");

            var header = MirroredHeaders.value(value);

            assertThat(header).describedAs("seed %s", seed).matches("|[!-~]|[!-~][ -~]*[!-~]");
            assertThat(decoded(header)).describedAs("seed %s", seed).isEqualTo(value);
        }
    }

    @Test
    void whatCannotStandInAHeaderAndMayNotBeEncodedIsLeftToTheServer() {
        var headers = new MirroredHeaders().of(message("a\nb", "{\"_meta\":{\"" + MirroredHeaders.VERSION + "\":\"20\\n26\"}}"));

        assertThat(headers).isEmpty();
    }

    @Test
    void aToolThatAnnotatesWronglyIsNotRepeated() {
        var headers = new MirroredHeaders();
        headers.learn(object("{\"tools\":[{\"name\":\"t\",\"inputSchema\":{\"type\":\"object\",\"properties\":{"
                + "\"a\":{\"type\":\"string\",\"x-mcp-header\":\"Bad Name\"}}}}]}"));

        assertThat(headers.of(message("tools/call", "{\"name\":\"t\",\"arguments\":{\"a\":\"x\"}}")))
                .containsOnlyKeys("Mcp-Method", "Mcp-Name");
    }

    private static String decoded(String header) {
        return header.startsWith("=?base64?") && header.endsWith("?=")
                ? new String(Base64.getDecoder().decode(header.substring(9, header.length() - 2)), StandardCharsets.UTF_8)
                : header;
    }

    private static Message message(String method, String params) {
        return new Message(IntNode.valueOf(1), method, object(params));
    }

    private static ObjectNode object(String json) {
        return (ObjectNode) HeldEndpoint.JSON.readTree(json);
    }
}
