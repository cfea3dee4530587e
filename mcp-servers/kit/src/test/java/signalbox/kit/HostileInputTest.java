package signalbox.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import signalbox.identity.CallerAssertion;
import signalbox.testing.RawHttp.Reply;
import signalbox.testing.RawHttp.Request;
import signalbox.testing.SharedData;
import tools.jackson.databind.json.JsonMapper;

/// Whatever is sent, in whatever place, gets an answer of the protocol: no fault of ours, no name of the code, nothing
/// given back unescaped.
class HostileInputTest {
    /// JSON, but not what one message may be: we take no key twice.
    private static final Set<String> REFUSED_ON_PURPOSE =
            Set.of("y_object_duplicated_key.json", "y_object_duplicated_key_and_value.json");
    private static final TestServers SERVERS = TestServers.open();
    private static final String VISITOR = SERVERS.token("agent:visitor");
    private static final String SESSION = SERVERS.session("/mcp/yard", VISITOR);
    private static final Modern MODERN = new Modern(SERVERS, "/mcp/yard", VISITOR);

    @AfterAll
    static void closeServers() {
        SERVERS.close();
    }

    @Test
    void whatIsNotJsonIsRefusedAsThat() throws IOException {
        var files = SharedData.json("n_");

        for (var file : files) {
            for (var request : List.of(message(), MODERN.ask("tools/list", "{}").request())) {
                var reply = SERVERS.send(request.body(Files.readAllBytes(file)));

                assertThat(reply.status()).as(file.toString()).isEqualTo(400);
                assertClean(reply);
            }
        }
        assertThat(files).hasSize(188);
    }

    @Test
    void whateverIsJsonIsReadAsAnArgument() throws IOException {
        var files = SharedData.json("y_");
        var refused = new TreeSet<String>();

        for (var file : files) {
            for (var request : calls(Files.readAllBytes(file))) {
                var reply = SERVERS.send(request);

                assertClean(reply);
                if (reply.status() != 200) {
                    refused.add(file.getFileName().toString());
                }
            }
        }

        assertThat(files).hasSize(95);
        assertThat(refused).containsExactlyInAnyOrderElementsOf(REFUSED_ON_PURPOSE);
    }

    @Test
    void whatParsersDisagreeAboutIsAnsweredOrRefused() throws IOException {
        var files = SharedData.json("i_");

        for (var file : files) {
            for (var request : calls(Files.readAllBytes(file))) {
                var reply = SERVERS.send(request);

                assertThat(reply.status()).as(file.toString()).isIn(200, 400);
                assertClean(reply);
            }
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
                var reply = SERVERS.send(message().body(message.formatted(written)));

                assertThat(reply.status()).as(text).isIn(200, 202, 400);
                assertClean(reply);
            }
            var asked = MODERN.calling(text, "{\"text\": " + written + "}").meta("signalbox/call-id", JsonMapper.shared().readTree(written));
            var echo = SERVERS.call("/mcp/yard", VISITOR, SESSION, "echo", "{\"text\": " + written + "}");
            var modernEcho = MODERN.call("echo", "{\"text\": " + written + "}");

            assertThat(asked.reply().status()).as(text).isEqualTo(200);
            assertClean(asked.reply());
            assertThat(echo.json().at("/result/content/0/text").asString("")).isEqualTo("agent:visitor says " + text);
            assertThat(modernEcho.json().at("/result/content/0/text").asString("")).isEqualTo("agent:visitor says " + text);
        });
    }

    @Test
    void naughtyStringsInHeadersAreNoFaultOfOurs() {
        var places = List.of("Authorization: ", "Authorization: Bearer ", "Mcp-Session-Id: ", "MCP-Protocol-Version: ",
                CallerAssertion.HEADER + ": ", "Origin: ", "Accept: ", "Content-Type: ");
        var modern = List.of("MCP-Protocol-Version", "Mcp-Method", "Mcp-Name", "Mcp-Param-Region");
        var call = MODERN.calling("echo", "{\"text\": \"a\"}");

        SharedData.naughtyStrings().parallelStream().forEach(text -> {
            for (var place : places) {
                var reply = SERVERS.send(without(place).with(place + text));

                assertThat(reply.status()).as(place + text).isLessThan(500);
                assertClean(reply);
            }
            for (var header : modern) {
                var reply = call.header(header, text).reply();

                assertThat(reply.status()).as(header + text).isIn(header.equals("Mcp-Param-Region") ? List.of(200, 400, 431) : List.of(400, 431));
                assertClean(reply);
            }
        });
    }

    @Test
    void aHeaderThatIsTooLargeIsNoFaultOfOurs() {
        for (var place : List.of("Authorization: Bearer ", CallerAssertion.HEADER + ": ", "X-Other: ")) {
            for (int size : new int[] {7_000, 9_000, 100_000}) {
                var reply = SERVERS.send(without(place).with(place + "a".repeat(size)));

                assertThat(reply.status()).isLessThan(500);
                assertClean(reply);
            }
        }
    }

    private static Request message() {
        return Request.of("POST", "/mcp/yard").with("Authorization: Bearer " + VISITOR).with(TestServers.JSON).with(TestServers.ACCEPT)
                .with(SESSION);
    }

    private static Request without(String place) {
        var all = message().body("{\"jsonrpc\": \"2.0\", \"id\": 1, \"method\": \"ping\"}");
        var kept = all.headers().stream()
                .filter(header -> !header.startsWith(place.substring(0, place.indexOf(':') + 1)))
                .toList();
        return new Request(all.method(), all.path(), kept, all.body());
    }

    /// A call with this as its argument, in both revisions.
    private static List<Request> calls(byte[] value) {
        var modern = MODERN.calling("echo", "{}");
        var message = modern.message().replace("\"arguments\":{}", "\"arguments\":{\"text\": HERE}");
        return List.of(message().body(call(value)), modern.request().body(
                message.replace("HERE", new String(value, StandardCharsets.ISO_8859_1)).getBytes(StandardCharsets.ISO_8859_1)));
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
