package signalbox.kit.list;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import signalbox.identity.CallerAssertion;
import signalbox.kit.Modern;
import signalbox.kit.TestServers;
import signalbox.policy.permission.Scopes;
import signalbox.testing.RawHttp.Reply;
import tools.jackson.databind.JsonNode;

/// What somebody who named the wrong thing is told, and only of what it sees.
class GuidanceTest {
    private static final TestServers SERVERS = TestServers.open();

    @AfterAll
    static void closeServers() {
        SERVERS.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            agent:insider | /mcp      | tools/call  | shed__tel   | Tool 'shed__tel' not found: did you mean shed__tell?
            agent:insider | /mcp/shed | tools/call  | tall        | Tool 'tall' not found: did you mean tell?
            agent:visitor | /mcp/yard | tools/call  | cont        | Tool 'cont' not found: did you mean count?
            agent:visitor | /mcp      | tools/call  | yard.count  | Tool 'yard.count' not found: did you mean yard__count?
            agent:visitor | /mcp/yard | tools/call  | tell        | Tool 'tell' not found.
            agent:visitor | /mcp      | tools/call  | count       | Tool 'count' not found: did you mean yard__count?
            agent:visitor | /mcp      | tools/call  | functions.count | Tool 'functions.count' not found: did you mean yard__count?
            agent:visitor | /mcp      | tools/call  | functions.yard.count | Tool 'functions.yard.count' not found: did you mean yard__count?
            agent:visitor | /mcp/yard | tools/call  | functions.count | Tool 'functions.count' not found: did you mean count?
            agent:visitor | /mcp/yard | tools/call  | yard.count  | Tool 'yard.count' not found: did you mean count?
            agent:visitor | /mcp/yard | tools/call  | yard__count | Tool 'yard__count' not found: did you mean count?
            agent:visitor | /mcp/yard/v1 | tools/call | functions.yard__count | Tool 'functions.yard__count' not found: did you mean count?
            agent:visitor | /mcp      | tools/call  | functions.secret | Tool 'functions.secret' not found.
            agent:insider | /mcp      | prompts/get | greet       | Prompt 'greet' not found: did you mean shed__greet?
            agent:insider | /mcp/shed | prompts/get | great       | Prompt 'great' not found: did you mean greet?
            agent:insider | /mcp      | prompts/get | shed__great | Prompt 'shed__great' not found: did you mean shed__greet?
            agent:shedder | /mcp/shed | prompts/get | confine     | Prompt 'confine' not found.
            """)
    void aNearNameThatTheCallerSeesIsNamed(String principal, String path, String method, String name, String told) {
        for (var era : Era.values()) {
            var answer = era.of(SERVERS, path, principal).ask(method, "{\"name\": \"" + name + "\"}");

            assertThat(answer.json().at("/error/code").asInt()).isEqualTo(-32602);
            assertThat(answer.json().at("/error/message").stringValue()).isEqualTo(told);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            agent:stranger | /mcp/depot     | No server of the name 'depot' shows this caller anything; these do: yard.
            agent:stranger | /mcp/nosuch    | No server of the name 'nosuch' shows this caller anything; these do: yard.
            agent:stranger | /mcp/nosuch/v3 | No server of the name 'nosuch' shows this caller anything; these do: yard.
            agent:nobody   | /mcp/yard      | No server of the name 'yard' shows this caller anything, and no other does.
            agent:keeper   | /mcp/nosuch    | No server of the name 'nosuch' shows this caller anything; these do: depot, shed, yard.
            """)
    void whereACallerHasNothingItIsToldWhereItHas(String principal, String path, String told) {
        var modern = Modern.of(SERVERS, path, principal);
        var initialized = initialize(principal, path);

        for (var reply : List.of(modern.list(), modern.ask("server/discover", "{}").reply(), initialized)) {
            assertThat(reply.status()).isEqualTo(404);
            assertThat(reply.json().at("/error/message").stringValue()).isEqualTo(told);
            assertThat(reply.json().has("id")).isTrue();
        }
    }

    @Test
    void whatOnlyTheTokenHidesIsNotAbsent() {
        var narrow = new Modern(SERVERS, "/mcp/yard", SERVERS.token("agent:keeper", Scopes.parse("tool:shed.tell")));

        assertThat(narrow.list().status()).isEqualTo(200);
        assertThat(narrow.call("echo", "{\"text\": \"a\"}").header("WWW-Authenticate")).contains("insufficient_scope");
    }

    @ParameterizedTest
    @CsvSource({"/mcp, shed__tell", "/mcp/shed, tell", "/mcp/shed/v1, tell"})
    void aPromptNamesToolsAsTheEndpointDoes(String path, String tool) {
        for (var era : Era.values()) {
            var prompt = path.equals("/mcp") ? "shed__greet" : "greet";

            assertThat(era.of(SERVERS, path, "agent:insider").ask("prompts/get", "{\"name\": \"" + prompt + "\", \"arguments\": {\"whom\": \"a tool\"}}")
                    .json().at("/result/messages/0/content/text").stringValue()).isEqualTo("Call " + tool + ".");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            agent:stranger | /mcp/yard      | Tools that only tests use.
            agent:keeper   | /mcp/yard/v2   | Tools that only tests use.
            agent:newcomer | /mcp/yard/v9   | Tools that only tests use.  No tool here is of major version 9: the newest that are shown are of 2.
            agent:stranger | /mcp/yard/v0   | No tool here is of major version 0 or an older one.
            """)
    void anEndpointThatHasLessThanItsPathSaysIsIntroducedSo(String principal, String path, String told) {
        assertThat(discovered(principal, path)).isEqualTo(told.replace("  ", "\n\n"));
        assertThat(initialized(principal, path)).isEqualTo(told.replace("  ", "\n\n"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            roles: {reads: {may: [{resource: 'shed://*'}]}} | shed
            roles: {reads: {may: [{prompt: shed.*}]}}       | shed
            roles: {reads: {may: [{tool: yard.echo@^1}]}}   | yard
            """)
    void whoSeesOnlyResourcesOrPromptsSeesTheServer(String roles, String server) {
        try (var servers = TestServers.open()) {
            servers.rules.set(TestServers.rules(TestServers.tools(), roles + "\nprincipals: {'agent:reader': {roles: [reads]}}\n"));

            assertThat(discover(servers, "agent:reader", "/mcp/" + server).path("instructions").asString("")).doesNotContain("No server");
            assertThat(Modern.of(servers, "/mcp/depot", "agent:reader").list().json().at("/error/message").stringValue())
                    .isEqualTo("No server of the name 'depot' shows this caller anything; these do: " + server + ".");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            agent:visitor | /mcp         | yard__odd | yard__count | shed.tell
            agent:keeper  | /mcp         | yard__odd | yard__count | shed__tell
            agent:keeper  | /mcp/yard    | odd       | count       | shed.tell
            agent:keeper  | /mcp/yard/v1 | odd       | count       | shed.tell
            """)
    void aDescriptionNamesTheToolsThatAreShownAsTheEndpointDoes(String principal, String path, String odd, String count, String tell) {
        for (var era : Era.values()) {
            var listed = era.of(SERVERS, path, principal).list("tools").json();
            assertThat(described(listed, odd)).isEqualTo(spoken(count, tell));
            assertThat(tool(listed, odd).at("/inputSchema/properties/mark/description").asString(""))
                    .isEqualTo("As " + count + " gives it.");
        }
    }

    @Test
    void aDescriptionDoesNotTellWhichHiddenToolsThereAre() {
        try (var servers = TestServers.open()) {
            servers.rules.set(TestServers.rules(TestServers.tools(), "roles: {odd: {may: [{tool: yard.odd@^1}]}}\nprincipals: {'agent:odd': {roles: [odd]}}\n"));

            assertThat(described(Modern.of(servers, "/mcp", "agent:odd").list().json(), "yard__odd")).isEqualTo(spoken("yard.count", "shed.tell"));
        }
    }

    @Test
    void aHostReadsDescriptionsAsTheyWereWritten() {
        var caller = SERVERS.principal(SERVERS.token("agent:visitor"));
        var session = SERVERS.session("/mcp/yard", SERVERS.host.bearer());

        var listed = SERVERS.post("/mcp/yard", SERVERS.host.bearer(), "{\"jsonrpc\": \"2.0\", \"id\": 5, \"method\": \"tools/list\"}",
                session, CallerAssertion.HEADER + ": " + SERVERS.host.assertion(SERVERS.url("/mcp/yard"), caller, "run_1"));

        assertThat(described(listed.json(), "odd")).isEqualTo(spoken("yard.count", "shed.tell"));
    }

    private static String spoken(String count, String tell) {
        return "Writes a mark and breaks its promise.\nUse when: In tests.\nNot when: To count there is " + count + ". To tell, " + tell
                + "; to say, yard.echo@1.0.0 or yard.echo.more; to guess, yard.nosuch, nearyard.echo.";
    }

    private static String described(JsonNode list, String name) {
        return tool(list, name).path("description").stringValue();
    }

    private static JsonNode tool(JsonNode list, String name) {
        for (var tool : list.at("/result/tools")) {
            if (tool.path("name").stringValue().equals(name)) {
                return tool;
            }
        }
        throw new AssertionError(list.toString());
    }

    private static String discovered(String principal, String path) {
        return discover(SERVERS, principal, path).path("instructions").asString("");
    }

    private static JsonNode discover(TestServers servers, String principal, String path) {
        return Modern.of(servers, path, principal).ask("server/discover", "{}").reply().json().path("result");
    }

    private static String initialized(String principal, String path) {
        return initialize(principal, path).json().at("/result/instructions").asString("");
    }

    private static Reply initialize(String principal, String path) {
        return SERVERS.post(path, SERVERS.token(principal), """
                {"jsonrpc": "2.0", "id": 0, "method": "initialize", "params": {"protocolVersion": "2025-11-25",
                 "capabilities": {}, "clientInfo": {"name": "test", "version": "1"}}}""");
    }
}
