package signalbox.kit.list;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import signalbox.kit.Modern;
import signalbox.kit.TestServers;
import signalbox.testing.RawHttp.Reply;
import signalbox.testing.RawHttp.Request;

/// What is hidden and what does not exist get the same bytes, however they are asked for.
class HiddenTest {
    private static final TestServers SERVERS = TestServers.open();

    @AfterAll
    static void closeServers() {
        SERVERS.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "secret | sacred | tools/call | {'name': 'depot__secret'}",
        "secret | sacred | tools/call | {'name': 'depot__secret', 'arguments': {'x': [1]}}",
        "secret | sacred | tools/call | {'name': 'depot__secret', '_meta': {'signalbox/call-id': 'x'}}",
        "secret | sacred | tools/call | {'name': 'depot__secret', 'arguments': 5}",
        "shed://closed | shad://closed | resources/read | {'uri': 'shed://closed/one'}",
        "closed | cloned | completion/complete | {'ref': {'type': 'ref/resource', 'uri': 'shed://closed/{id}'}, 'argument': {'name': 'id', 'value': 'o'}}",
        "confide | confine | prompts/get | {'name': 'shed__confide'}",
        "confide | confine | prompts/get | {'name': 'shed__confide', 'arguments': {'whom': 'Ada'}}",
        "confide | confine | prompts/get | {'name': 'shed__confide', 'arguments': {'nonsense': 'Ada'}}",
        "confide | confine | completion/complete | {'ref': {'type': 'ref/prompt', 'name': 'shed__confide'}, 'argument': {'name': 'whom', 'value': 'a'}}",
        "confide | confine | completion/complete | {'ref': {'type': 'ref/prompt', 'name': 'shed__confide'}, 'argument': {'name': 'none', 'value': ''}}"
    })
    void theHiddenAndTheAbsentAnswerAlike(String hidden, String absent, String method, String params) {
        int reads = SERVERS.resources.reads.get();

        for (var era : Era.values()) {
            for (var scopes : List.of("*", "tool:shed.tell")) {
                var caller = era.of(SERVERS, "/mcp", "agent:shedder", scopes);
                var asked = params.replace('\'', '"');

                var one = caller.ask(method, asked);
                var other = caller.ask(method, asked.replace(hidden, absent));

                assertThat(other).isEqualTo(new Reply(one.status(), one.head(), one.body().replace(hidden, absent)));
                assertThat(one.status()).isEqualTo(200);
            }
        }
        assertThat(SERVERS.resources.reads).as("nothing is asked of a server about what is hidden").hasValue(reads);
    }

    @ParameterizedTest
    @CsvSource({"shed__mirror, shed__mirrow", "yard__count, yard__counx"})
    void headersThatMirrorParametersTellNothingOfAHiddenTool(String hidden, String absent) {
        var caller = Modern.of(SERVERS, "/mcp", "agent:insider");

        var one = caller.calling(hidden, "{\"region\": \"a\", \"by\": 1}").header("Mcp-Param-Region", "b").reply();
        var other = caller.calling(absent, "{\"region\": \"a\", \"by\": 1}").header("Mcp-Param-Region", "b").reply();

        assertThat(other).isEqualTo(new Reply(one.status(), one.head(), one.body().replace(hidden, absent)));
    }

    @ParameterizedTest
    @CsvSource({"closed, cloned"})
    void whatNobodyMayFollowCannotBeFollowed(String hidden, String absent) {
        var caller = Era.LEGACY.of(SERVERS, "/mcp", "agent:shedder");

        var one = caller.ask("resources/subscribe", "{\"uri\": \"shed://" + hidden + "/one\"}");
        var other = caller.ask("resources/subscribe", "{\"uri\": \"shad://" + absent + "/one\"}");

        assertThat(other.body().replace("shad", "shed").replace(absent, hidden)).isEqualTo(one.body());
        assertThat(one.json().at("/error/code").asInt()).isEqualTo(-32002);
    }

    @ParameterizedTest
    @CsvSource({"/mcp/depot, /mcp/nosuch", "/mcp/shed, /mcp/nosuch"})
    void aServerThatIsHiddenLooksLikeOneThatIsNotThere(String hidden, String absent) {
        var one = Modern.of(SERVERS, hidden, "agent:stranger");
        var other = new Modern(SERVERS, absent, one.token());

        for (var method : List.of("tools/list", "resources/list", "resources/templates/list", "prompts/list", "server/discover", "ping")) {
            assertAlike(one.ask(method, "{}").reply(), other.ask(method, "{}").reply());
        }
        assertThat(other.call("secret", "{}")).isEqualTo(one.call("secret", "{}"));
        assertThat(one.call("secret", "{}").json().at("/error/message").asString("")).isEqualTo("Tool 'secret' not found.");
        assertAlike(initialized(hidden, one.token()), initialized(absent, one.token()));
        for (var method : List.of("GET", "DELETE")) {
            assertAlike(without(method, hidden, one.token()), without(method, absent, one.token()));
        }
        for (var path : List.of(hidden, absent)) {
            var reply = SERVERS.post(path, "no-token", "{}");
            assertThat(reply.status()).isEqualTo(401);
            assertThat(reply.body()).doesNotContain("yard", "depot", "shed");
        }
    }

    private static void assertAlike(Reply hidden, Reply absent) {
        assertThat(hidden.status()).isEqualTo(404);
        assertThat(absent.body().replace("nosuch", "NAME")).isEqualTo(hidden.body().replaceFirst("'(depot|shed)'", "'NAME'"));
        assertThat(absent.head().lines().filter(line -> !line.matches("(?i)(date|content-length):.*")))
                .containsExactlyElementsOf(hidden.head().lines().filter(line -> !line.matches("(?i)(date|content-length):.*")).toList());
    }

    private static Reply initialized(String path, String token) {
        return SERVERS.post(path, token, """
                {"jsonrpc": "2.0", "id": 0, "method": "initialize", "params": {"protocolVersion": "2025-11-25",
                 "capabilities": {}, "clientInfo": {"name": "test", "version": "1"}}}""");
    }

    private static Reply without(String method, String path, String token) {
        return SERVERS.send(Request.of(method, path).with("Authorization: Bearer " + token).with(TestServers.ACCEPT));
    }
}
