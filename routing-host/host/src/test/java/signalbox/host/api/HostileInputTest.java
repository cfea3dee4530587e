package signalbox.host.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import signalbox.host.api.ApiYard.Reply;
import signalbox.testing.SharedData;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/// Whatever is sent, in whatever place, gets an answer in the callers' format: no fault of ours, no name of the code,
/// nothing given back unescaped.
@NullUnmarked
class HostileInputTest {
    /// JSON, but not what a body may be: we take no key twice.
    private static final Set<String> REFUSED_ON_PURPOSE =
            Set.of("y_object_duplicated_key.json", "y_object_duplicated_key_and_value.json");
    private static ApiYard yard;

    @BeforeAll
    static void open() {
        yard = new ApiYard();
    }

    @AfterAll
    static void close() {
        yard.close();
    }

    @Test
    void whatIsNotJsonIsRefusedAsThat() throws IOException {
        var files = SharedData.json("n_");

        for (var file : files) {
            for (var path : List.of("/v1/runs", "/v1/chat/completions", "/v1/route")) {
                var reply = yard.post(path, Files.readAllBytes(file));

                assertThat(reply.status()).as(file.toString()).isEqualTo(400);
                assertThat(reply.body()).as(file.toString()).contains("invalid_json");
                assertClean(reply);
            }
        }
        assertThat(files).hasSize(188);
    }

    @Test
    void whateverIsJsonIsReadAsSuch() throws IOException {
        var files = SharedData.json("y_");
        var refused = new ArrayList<String>();

        for (var file : files) {
            var reply = yard.post("/v1/chat/completions", schemaHolding(Files.readAllBytes(file)));

            assertClean(reply);
            if (reply.status() != 200) {
                refused.add(file.getFileName().toString());
            }
        }

        assertThat(files).hasSize(95);
        assertThat(refused).containsExactlyInAnyOrderElementsOf(REFUSED_ON_PURPOSE);
    }

    @Test
    void whatParsersDisagreeAboutIsAnsweredOrRefused() throws IOException {
        var files = SharedData.json("i_");

        for (var file : files) {
            var reply = yard.post("/v1/chat/completions", schemaHolding(Files.readAllBytes(file)));

            assertThat(reply.status()).as(file.toString()).isIn(200, 400);
            assertClean(reply);
        }
        assertThat(files).hasSize(35);
    }

    @Test
    void naughtyStringsInABodyAreText() {
        var places = List.of("{\"input\": %1$s, \"metadata\": {%1$s: %1$s}}", "{\"input\": \"a\", \"model\": %1$s}",
                "{\"input\": \"a\", \"task\": %1$s}", "{\"input\": \"a\", \"session\": %1$s}",
                "{\"input\": \"a\", \"kind\": %1$s}", "{\"input\": \"a\", \"labels\": [%1$s]}",
                "{\"input\": \"a\", \"deadline\": %1$s}", "{%1$s: %1$s}",
                "{\"input\": \"a\", \"tools\": [{\"type\": \"mcp\", \"server_label\": %1$s, \"allowed_tools\": [%1$s]}]}",
                "{\"input\": [{\"role\": %1$s, \"content\": \"a\"}]}");

        SharedData.naughtyStrings().parallelStream().forEach(text -> {
            var written = JsonMapper.shared().writeValueAsString(text);
            for (var place : places) {
                var reply = yard.post("/v1/route", place.formatted(written));

                assertThat(reply.status()).as(place.formatted(written)).isIn(200, 400, 404);
                assertClean(reply);
            }
        });
    }

    @Test
    void aRunOverAllNaughtyStringsIsDoneAndKept() {
        var body = JsonNodeFactory.instance.objectNode();
        var messages = body.putArray("input");
        var metadata = body.putObject("metadata");
        for (var text : SharedData.naughtyStrings()) {
            metadata.put(text, text);
            if (!text.isBlank()) {
                messages.addObject().put("role", "user").put("content", text);
            }
        }

        var run = yard.post("/v1/runs", body.toString());

        assertThat(run.status()).isEqualTo(200);
        assertThat(run.body()).contains("\"status\":\"completed\"");
    }

    @Test
    void naughtyStringsInHeadersAreNoFaultOfOurs() {
        var places = List.of("Authorization: ", "Authorization: Bearer ", "Idempotency-Key: ", "X-Signalbox-Task: ",
                "X-Signalbox-Labels: ", "X-Signalbox-Budget: ", "X-Signalbox-Deadline: ", "X-Signalbox-Session: ",
                "X-Signalbox-Tools: ", "Content-Type: ", "Accept: ", "Origin: ");

        SharedData.naughtyStrings().parallelStream().forEach(text -> {
            for (var place : places) {
                var reply = yard.post("/v1/route", "{\"input\": \"a\"}", place + text);

                assertThat(reply.status()).as(place + text).isLessThan(500);
                assertClean(reply);
            }
        });
    }

    @Test
    void naughtyStringsInPathsAreNoFaultOfOurs() {
        SharedData.naughtyStrings().parallelStream().forEach(text -> {
            for (var path : List.of("/v1/runs/%s/cancel", "/v1/%s", "/v1/runs?x=%s")) {
                var reply = yard.post(path.formatted(text.replace("\r", "").replace("\n", "")), "{}");

                assertThat(reply.status()).as(path + text).isBetween(400, 499);
                assertClean(reply);
            }
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\u0000", "\\ud800", "\\udc00x", "\\u001b[2K", "\\r\\n", "\\u2028", "\\ufeff", "\\uffff"})
    void oddCharactersAreKeptOrRefusedInEveryField(String odd) {
        for (var body : List.of(
                "{\"input\": \"a%s\"}", "{\"input\": \"a\", \"kind\": \"a%s\"}", "{\"input\": \"a\", \"task\": \"a%s\"}",
                "{\"input\": \"a\", \"session\": \"a%s\"}", "{\"input\": \"a\", \"metadata\": {\"a%1$s\": \"a%1$s\"}}",
                "{\"input\": \"a\", \"model\": \"a%s\"}")) {
            var reply = yard.post("/v1/runs", body.formatted(odd));

            assertThat(reply.status()).as(body.formatted(odd)).isIn(200, 400, 404);
            assertThat(reply.body()).as(body.formatted(odd)).doesNotContain("\"status\":\"failed\"");
            assertClean(reply);
        }
        var chat = yard.post("/v1/chat/completions", """
                {"model": "signalbox/auto", "messages": [{"role": "user", "content": "a"},
                 {"role": "assistant", "tool_calls": [{"id": "c%1$s", "type": "function", "function": {"name": "f%1$s", "arguments": "{}%1$s"}}]},
                 {"role": "tool", "tool_call_id": "c%1$s", "content": "a%1$s"}]}""".formatted(odd));
        assertThat(chat.status()).as(chat.body()).isIn(200, 400);
        assertClean(chat);
    }

    @Test
    void halfACharacterIsRefused() {
        var inText = yard.post("/v1/runs", "{\"input\": \"a\\ud800\"}");
        var inKey = yard.post("/v1/runs", "{\"input\": \"a\", \"metadata\": {\"\\udc00\": \"a\"}}");

        assertThat(inText.status()).isEqualTo(400);
        assertThat(inText.body()).contains("half a surrogate pair");
        assertThat(inKey.status()).isEqualTo(400);
    }

    /// Written out, such a number has a thousand million digits.
    @ParameterizedTest
    @ValueSource(strings = {"1e999999999", "1e-999999999", "1e2147483647", "9e99999"})
    void aHugeNumberIsRefusedWithoutBeingWrittenOut(String number) {
        var inBody = yard.post("/v1/route", "{\"input\": \"a\", \"budget\": " + number + "}");
        var inHeader = yard.post("/v1/route", "{\"input\": \"a\"}", "X-Signalbox-Budget: " + number);
        var inSchema = yard.post("/v1/chat/completions", schemaHolding(number.getBytes(StandardCharsets.UTF_8)));

        assertThat(inBody.status()).isEqualTo(400);
        assertThat(inHeader.status()).isEqualTo(400);
        assertThat(inHeader.body()).contains("at most 9 decimals");
        assertThat(inSchema.status()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"9999999999", "99999999999999999999", "-0.1", "0.1234567891", "1e10", "NaN", "+", ".", "0x10"})
    void anAmountThatIsNoneIsRefused(String amount) {
        var reply = yard.post("/v1/route", "{\"input\": \"a\"}", "X-Signalbox-Budget: " + amount);

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.body()).contains("at most 9 decimals");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-0", "0.50", "5e-1", "1e2", "999999999.999999999", "0.1000000000000000000000"})
    void anAmountMayBeWrittenInAnyWay(String amount) {
        var reply = yard.post("/v1/route", "{\"input\": \"a\", \"budget\": " + amount + "}");

        assertThat(reply.status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Host: evil.example", "Host: 127.0.0.1", "Host: localhost:1", "Host: ", "Origin: http://evil.example",
        "Origin: null", "Host: x/?"})
    void aPageFromElsewhereComesToNoEndpoint(String header) {
        var reply = yard.post("/v1/route", "{\"input\": \"a\"}", header);

        assertThat(reply.status()).isIn(400, 403, 421);
        assertThat(reply.head()).doesNotContainIgnoringCase("access-control");
        assertClean(reply);
    }

    @ParameterizedTest
    @ValueSource(strings = {"zz\r\n{}\r\n0\r\n\r\n", "-1\r\n{}", "ffffffffffffffff\r\n{}", "2;a=b\r\n{}X0\r\n\r\n", "2\n{}\n0\n\n"})
    void aBodyInBrokenPiecesIsNoFaultOfOurs(String pieces) {
        var reply = yard.post("/v1/route", pieces, "Transfer-Encoding: chunked");

        assertThat(reply.status()).isBetween(400, 499);
        assertClean(reply);
    }

    @Test
    void aHeaderThatIsTooLargeIsNoFaultOfOurs() {
        for (var place : List.of("Authorization: Bearer ", "X-Signalbox-Session: ", "X-Other: ")) {
            for (int size : new int[] {7_000, 9_000, 100_000}) {
                var reply = yard.post("/v1/route", "{\"input\": \"a\"}", place + "a".repeat(size));

                assertThat(reply.status()).isLessThan(500);
                assertClean(reply);
            }
        }
    }

    /// A request whose one function has the value in its schema, where any JSON may stand.
    private static byte[] schemaHolding(byte[] value) {
        var text = """
                {"model": "signalbox/auto", "messages": [{"role": "user", "content": "a"}], "tools": [{"type": "function",
                 "function": {"name": "f", "parameters": {"type": "object", "properties": {}, "default": %s}}}]}"""
                .formatted(new String(value, StandardCharsets.ISO_8859_1));
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static void assertClean(Reply reply) {
        assertThat(reply.head() + reply.body()).doesNotContain(
                "Exception", "\tat ", "java.", "signalbox.host", "tools.jackson", "Tomcat", "org.spring", "org.apache");
        if (!reply.body().isEmpty() && !reply.head().contains("application/json")) {
            assertThat(reply.body()).doesNotContain("<script", "onerror");
        }
    }
}
