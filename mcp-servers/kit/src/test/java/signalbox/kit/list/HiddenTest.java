package signalbox.kit.list;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import signalbox.kit.Modern;
import signalbox.kit.TestServers;
import signalbox.testing.RawHttp.Reply;

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
        for (var era : Era.values()) {
            var one = era.of(SERVERS, hidden, "agent:stranger");
            var other = era.of(SERVERS, absent, "agent:stranger");

            for (var method : List.of("tools/list", "resources/list", "resources/templates/list", "prompts/list")) {
                assertThat(other.ask(method, "{}").body().replace("nosuch", "NAME")).as(method)
                        .isEqualTo(one.ask(method, "{}").body().replace(hidden.substring("/mcp/".length()), "NAME"));
            }
        }
        var modern = Modern.of(SERVERS, hidden, "agent:stranger").ask("server/discover", "{}").reply().body();
        assertThat(Modern.of(SERVERS, absent, "agent:stranger").ask("server/discover", "{}").reply().body().replace("nosuch", "NAME"))
                .isEqualTo(modern.replace(hidden.substring("/mcp/".length()), "NAME"));
    }
}
