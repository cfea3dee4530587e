package signalbox.kit.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import signalbox.kit.Legacy;
import signalbox.kit.Modern;
import signalbox.kit.TestServers;
import signalbox.testing.RawHttp.Reply;
import signalbox.testing.RawHttp.Request;

/// A value comes to the work and back exactly as it was sent, or is refused: it is never quietly another.
class ExactValuesTest {
    private static final TestServers SERVERS = TestServers.open();
    private static final Modern MODERN = Modern.of(SERVERS, "/mcp/shed", "agent:shedder");
    private static final Legacy LEGACY = Legacy.of(SERVERS, "/mcp/shed", "agent:shedder");

    @AfterAll
    static void closeServers() {
        SERVERS.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "0", "-1", "9007199254740993", "-9007199254740993", "18446744073709551616", "123456789012345678901234567890123456789012345678901234567890",
        "0.1", "1.10", "0.30000000000000004", "3.141592653589793238462643383279", "1E+300", "1E-300", "1.0",
        "\"\"", "\"e\\u0301\"", "\"\\u00e9\"", "\"\\u0000\\u001b[2J\"", "\"\\u202e\\ufeff\\u2028\"", "\"\\ud83d\\ude82\"", "\"</script>\"",
        "{\"\\u00e9\":1,\"e\\u0301\":2}", "{\"__proto__\":{\"a\":1},\"constructor\":{\"prototype\":2}}", "{\"\":0,\" \":1,\"a.b\":2,\"$ref\":\"http://127.0.0.1:1/x\"}",
        "[]", "{}", "null", "true", "[[[[[[[[[[null]]]]]]]]]]"
    })
    void whatIsTakenComesBackAsItWasSent(String value) {
        for (var reply : told("{\"v\": " + value + "}")) {
            assertThat(reply.status()).isEqualTo(200);
            assertThat(back(reply)).isEqualTo("{\"v\":" + plain(value) + "}");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "1e401", "-1e401", "1e-401", "1e999999999", "NaN", "Infinity", "-Infinity", "+1", ".5", "5.", "01", "0x10", "1_000", "'a'", "a", "undefined",
        "\"\\ud800\"", "\"\\udc00\\ud800\"", "{\"\\udead\":1}", "\"\n\"", "\"\t\"", "\"\\x41\"", "[1,]", "{\"a\":1,}", "[1 2]", "{a:1}", "/* c */ 1", "1 // c",
        "{\"a\":1,\"a\":1}", "{\"a\":1,\"\\u0061\":2}", "[{\"b\":[{\"a\":1,\"a\":2}]}]"
    })
    void whatIsNotPlainJsonIsRefused(String value) {
        for (var reply : told("{\"v\": " + value + "}")) {
            assertThat(reply.status()).isEqualTo(400);
            assertThat(reply.json().at("/error/code").asInt()).isEqualTo(-32700);
        }
    }

    @Test
    void aNumberAtTheEdgeIsExactAndBeyondItRefused() {
        for (var reply : told("{\"v\": 1e400, \"w\": 1e-400, \"x\": " + "9".repeat(100) + "}")) {
            assertThat(reply.status()).isEqualTo(200);
            assertThat(new BigDecimal(back(reply).split("[:,]", 3)[1])).isEqualByComparingTo("1e400");
            assertThat(reply.body()).contains("\"x\":" + "9".repeat(100));
        }
        for (var reply : told("{\"v\": " + "9".repeat(101) + "}")) {
            assertThat(reply.status()).isEqualTo(400);
        }
        for (var reply : told("{\"v\": -0}")) {
            assertThat(back(reply)).as("the same number, without its sign").isEqualTo("{\"v\":0}");
        }
    }

    @Test
    void aMessageIsBoundedInDepthLengthAndKeys() {
        for (int depth : new int[] {150, 199}) {
            assertStatus(200, "{\"v\": " + "[".repeat(depth - 3) + "]".repeat(depth - 3) + "}");
        }
        for (int depth : new int[] {201, 10_000, 100_000}) {
            assertStatus(400, "{\"v\": " + "[".repeat(depth) + "]".repeat(depth) + "}");
            assertStatus(400, "{\"v\": " + "[".repeat(depth));
            assertStatus(400, "{\"v\": " + "{\"a\":".repeat(depth) + "1" + "}".repeat(depth) + "}");
        }
        assertStatus(400, "{\"v\": " + "9".repeat(1_000_000) + "}");
        assertStatus(413, IntStream.range(0, 1_000_000).mapToObj(i -> "\"k" + i + "\":0").collect(Collectors.joining(",", "{", "}")));
        assertStatus(200, IntStream.range(0, 60_000).mapToObj(i -> "\"k" + i + "\":0").collect(Collectors.joining(",", "{", "}")));
    }

    @Test
    void whatIsNotUtf8OrHasAMarkBeforeItIsRefused() {
        var well = MODERN.calling("tell", "{\"a\": \"word\"}");
        var message = well.message();

        for (var bytes : List.of(
                message.replace("word", "w\u00C3(rd").getBytes(StandardCharsets.ISO_8859_1), message.replace("word", "w\u00C0\u00AFrd").getBytes(StandardCharsets.ISO_8859_1),
                message.replace("word", "w\u00ED\u00A0\u0080rd").getBytes(StandardCharsets.ISO_8859_1), ("\uFEFF" + message).getBytes(StandardCharsets.UTF_8),
                message.getBytes(StandardCharsets.UTF_16), message.getBytes(StandardCharsets.UTF_16LE), (message + "\u0000").getBytes(StandardCharsets.UTF_8),
                (message + message).getBytes(StandardCharsets.UTF_8))) {
            var reply = SERVERS.send(well.request().body(bytes));

            assertThat(reply.status()).isEqualTo(400);
            assertThat(reply.json().at("/error/code").asInt()).isEqualTo(-32700);
        }
    }

    @Test
    void aKeyOfAnotherCaseIsAnotherKey() {
        var well = MODERN.calling("tell", "{\"a\": 1}");
        var twice = well.message().replace("\"params\":", "\"Params\": {\"name\": \"wait\"}, \"params\":").replace("\"name\"", "\"Name\": \"wait\", \"name\"");
        var only = well.message().replace("\"method\"", "\"Method\"");

        assertThat(back(SERVERS.send(well.request().body(twice)))).isEqualTo("{\"a\":1}");
        assertThat(SERVERS.send(well.request().body(only)).status()).isEqualTo(400);
    }

    private static void assertStatus(int status, String arguments) {
        for (var reply : told(arguments)) {
            assertThat(reply.status()).isEqualTo(status);
        }
    }

    /// In both revisions.
    private static List<Reply> told(String arguments) {
        var modern = MODERN.calling("tell", "{\"HERE\": 1}");
        Request body = modern.request().body(modern.message().replace("{\"HERE\":1}", arguments));
        return List.of(SERVERS.send(body), LEGACY.call("tell", arguments));
    }

    private static String back(Reply reply) {
        var body = reply.body();
        int from = body.indexOf("\"structuredContent\":") + "\"structuredContent\":".length();
        return body.substring(from, body.indexOf(",\"isError\"", from));
    }

    /// As the kit writes it: characters as they are where JSON lets them stand.
    private static String plain(String json) {
        return json.replace("\\u0301", "\u0301").replace("\\u00e9", "\u00e9").replace("\\u202e", "\u202e").replace("\\ufeff", "\ufeff")
                .replace("\\u2028", "\u2028").replace("\\ud83d\\ude82", "\uD83D\uDE82").replace("\\u001b", "\\u001B");
    }
}
