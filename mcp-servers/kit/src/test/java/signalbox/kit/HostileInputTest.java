package signalbox.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import signalbox.identity.CallerStatement;
import signalbox.kit.RawHttp.Reply;
import signalbox.kit.RawHttp.Request;
import signalbox.testing.SharedData;
import tools.jackson.databind.json.JsonMapper;

/// Whatever is sent, in whatever place, gets an answer of the protocol: no fault of ours, no name of the code, nothing
/// given back unescaped.
class HostileInputTest {
    /// JSON, but not what one message may be: we take no key twice.
    private static final Set<String> REFUSED_ON_PURPOSE =
            Set.of("y_object_duplicated_key.json", "y_object_duplicated_key_and_value.json");
    private static final Yard YARD = Yard.open();
    private static final String VISITOR = YARD.token("agent:visitor");
    private static final String SESSION = YARD.session("/mcp/yard", VISITOR);

    @AfterAll
    static void closeYard() {
        YARD.close();
    }

    @Test
    void whatIsNotJsonIsRefusedAsThat() throws IOException {
        var files = SharedData.json("n_");

        for (var file : files) {
            var reply = YARD.send(message().body(Files.readAllBytes(file)));

            assertThat(reply.status()).as(file.toString()).isEqualTo(400);
            assertClean(reply);
        }
        assertThat(files).hasSize(188);
    }

    @Test
    void whateverIsJsonIsReadAsAnArgument() throws IOException {
        var files = SharedData.json("y_");
        var refused = new ArrayList<String>();

        for (var file : files) {
            var reply = YARD.send(message().body(call(Files.readAllBytes(file))));

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
            var reply = YARD.send(message().body(call(Files.readAllBytes(file))));

            assertThat(reply.status()).as(file.toString()).isIn(200, 400);
            assertClean(reply);
        }
        assertThat(files).hasSize(35);
    }

    @Test
    void naughtyStringsInAMessageAreText() {
        var places = List.of(
                "{\"jsonrpc\": \"2.0\", \"id\": %1$s, \"method\": %1$s, \"params\": {%1$s: %1$s}}",
                "{\"jsonrpc\": \"2.0\", \"id\": 1, \"method\": \"tools/call\", \"params\": {\"name\": %1$s}}",
                "{\"jsonrpc\": \"2.0\", \"id\": 1, \"method\": \"tools/call\", \"params\": {\"name\": \"echo\","
                        + " \"arguments\": {\"text\": %1$s}, \"_meta\": {\"signalbox/call-id\": %1$s}}}",
                "{\"jsonrpc\": \"2.0\", \"id\": 1, \"method\": \"tools/call\", \"params\": {\"name\": \"echo\","
                        + " \"arguments\": {\"text\": \"a\", %1$s: %1$s}}}");

        SharedData.naughtyStrings().parallelStream().forEach(text -> {
            var written = JsonMapper.shared().writeValueAsString(text);
            for (var message : places) {
                var reply = YARD.send(message().body(message.formatted(written)));

                assertThat(reply.status()).as(text).isIn(200, 202, 400);
                assertClean(reply);
            }
            var echo = YARD.call("/mcp/yard", VISITOR, SESSION, "echo", "{\"text\": " + written + "}");

            assertThat(echo.json().at("/result/content/0/text").asString("")).isEqualTo("agent:visitor says " + text);
        });
    }

    @Test
    void naughtyStringsInHeadersAreNoFaultOfOurs() {
        var places = List.of("Authorization: ", "Authorization: Bearer ", "Mcp-Session-Id: ", "MCP-Protocol-Version: ",
                CallerStatement.HEADER + ": ", "Origin: ", "Accept: ", "Content-Type: ");

        SharedData.naughtyStrings().parallelStream().forEach(text -> {
            for (var place : places) {
                var reply = YARD.send(without(place).with(place + text));

                assertThat(reply.status()).as(place + text).isLessThan(500);
                assertClean(reply);
            }
        });
    }

    @Test
    void aHeaderThatIsTooLargeIsNoFaultOfOurs() {
        for (var place : List.of("Authorization: Bearer ", CallerStatement.HEADER + ": ", "X-Other: ")) {
            for (int size : new int[] {7_000, 9_000, 100_000}) {
                var reply = YARD.send(without(place).with(place + "a".repeat(size)));

                assertThat(reply.status()).isLessThan(500);
                assertClean(reply);
            }
        }
    }

    private static Request message() {
        return Request.of("POST", "/mcp/yard").with("Authorization: Bearer " + VISITOR).with(Yard.JSON).with(Yard.ACCEPT)
                .with(SESSION);
    }

    private static Request without(String place) {
        var all = message().body("{\"jsonrpc\": \"2.0\", \"id\": 1, \"method\": \"ping\"}");
        var kept = all.headers().stream()
                .filter(header -> !header.startsWith(place.substring(0, place.indexOf(':') + 1)))
                .toList();
        return new Request(all.method(), all.path(), kept, all.body());
    }

    private static byte[] call(byte[] value) {
        var before = "{\"jsonrpc\": \"2.0\", \"id\": 1, \"method\": \"tools/call\", \"params\": {\"name\": \"echo\", \"arguments\": {\"text\": ";
        var text = new String(value, StandardCharsets.ISO_8859_1);
        return (before + text + "}}}").getBytes(StandardCharsets.ISO_8859_1);
    }

    private static void assertClean(Reply reply) {
        assertThat(reply.head() + reply.body()).doesNotContain(
                "Exception", "\tat ", "java.", "signalbox.kit", "tools.jackson", "Tomcat", "org.", "io.modelcontextprotocol.");
    }
}
