package signalbox.kit.input;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import signalbox.kit.Modern;
import signalbox.kit.TestDatabase;
import signalbox.kit.TestServers;
import signalbox.kit.endpoint.McpSettings;
import signalbox.policy.permission.Scopes;
import signalbox.testing.RawHttp;
import signalbox.testing.RawHttp.Reply;
import tools.jackson.databind.json.JsonMapper;

/// A request state comes back from whoever likes to send it: it is good for its caller, its request and its time, once.
class RequestStateTest {
    private static final long SEED = Long.getLong("state.seed", 20_261_128L);
    private static final String ADA = "{\"name\": {\"action\": \"accept\", \"content\": {\"name\": \"Ada\"}}}";
    private static final TestServers SERVERS = TestServers.open(
            new McpSettings.Limits(1 << 20, Duration.ofSeconds(30), Duration.ofMinutes(30), 256, 256, 2));
    private static final Modern SHEDDER = Modern.of(SERVERS, "/mcp/shed", "agent:shedder");

    private final String mark = UUID.randomUUID().toString();

    @AfterAll
    static void closeServers() {
        SERVERS.close();
    }

    @Test
    void theWorkIsDoneOnceWithTheAnswersAndNothingRemainsOfItsQuestions() {
        var state = state(asking(SHEDDER));
        int before = TestDatabase.marks(mark);

        var done = asking(SHEDDER).answered(ADA, state).reply();

        assertThat(before).isZero();
        assertThat(text(done)).isEqualTo("agent:shedder got Ada, left by agent:shedder");
        assertThat(TestDatabase.marks(mark)).isEqualTo(1);
        assertThat(outcomes()).containsExactly("asked", "ok");
    }

    @Test
    void aStateThatWasChangedAnywhereIsRefused() {
        System.out.println("state.seed=" + SEED);
        var random = new Random(SEED);
        var state = state(asking(SHEDDER));
        var whole = Base64.getUrlDecoder().decode(state);

        for (int i = 0; i < 40; i++) {
            var changed = whole.clone();
            changed[i < 20 ? i : random.nextInt(whole.length)] ^= (byte) (1 << random.nextInt(8));
            assertRefused(asking(SHEDDER).answered(ADA, Base64.getUrlEncoder().withoutPadding().encodeToString(changed)).reply());
        }
        for (var wrong : List.of("", "=", state.substring(1), state.substring(0, state.length() - 2), state + "AAAA", state + state, "null")) {
            assertRefused(asking(SHEDDER).answered(ADA, wrong).reply());
        }
        assertThat(text(asking(SHEDDER).answered(ADA, state).reply())).startsWith("agent:shedder got Ada");
    }

    @Test
    void aStateCountsOnceHoweverManyBringItAtTheSameTime() throws Exception {
        var state = state(asking(SHEDDER));
        var replies = new ArrayList<Future<Reply>>();

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 16; i++) {
                replies.add(threads.submit(() -> asking(SHEDDER).answered(ADA, state).reply()));
            }
        }

        int done = 0;
        for (var reply : replies) {
            done += reply.get().json().has("result") ? 1 : 0;
        }
        assertThat(done).isEqualTo(1);
        assertThat(TestDatabase.marks(mark)).isEqualTo(1);
    }

    @Test
    void aStateIsGoodForTenMinutes() {
        var early = state(asking(SHEDDER));
        var late = state(asking(SHEDDER));

        SERVERS.clock.pass(Duration.ofMinutes(9));
        var inTime = asking(SHEDDER).answered(ADA, early).reply();
        SERVERS.clock.pass(Duration.ofMinutes(1));
        var tooLate = asking(SHEDDER).answered(ADA, late).reply();

        assertThat(text(inTime)).startsWith("agent:shedder got Ada");
        assertThat(tooLate.json().at("/error/message").asString("")).isEqualTo("'requestState' has expired: start again without it.");
        assertThat(TestDatabase.marks(mark)).isEqualTo(1);
    }

    @Test
    void aStateOfAnotherRequestIsRefused() {
        var state = state(asking(SHEDDER));
        var arguments = "{\"mark\": \"" + mark + "\"}";
        var elsewhere = new Modern(SERVERS, "/mcp/shed/v1", SHEDDER.token());

        assertRefused(asking(Modern.of(SERVERS, "/mcp/shed", "agent:other")).answered(ADA, state).reply());
        assertRefused(asking(elsewhere).answered(ADA, state).reply());
        assertRefused(SHEDDER.calling("ask", "{\"mark\": \"another\"}").capable().answered(ADA, state).reply());
        assertRefused(SHEDDER.calling("ask", "{\"mark\": \"" + mark + "\", \"of\": \"person\"}").capable().answered(ADA, state).reply());
        assertRefused(SHEDDER.calling("tell", arguments).capable().answered(ADA, state).reply());
        assertRefused(SHEDDER.ask("prompts/get", "{\"name\": \"ask\", \"arguments\": " + arguments + "}").capable().answered(ADA, state).reply());
        assertRefused(SHEDDER.ask("resources/read", "{\"uri\": \"shed://open/asking\"}").capable().answered(ADA, state).reply());
        assertThat(text(asking(SHEDDER).answered(ADA, state).reply())).startsWith("agent:shedder got Ada");
    }

    @Test
    void aStateIsNoCursorAndACursorIsNoState() {
        var state = state(asking(SHEDDER));
        var cursor = SHEDDER.list().json().at("/result/nextCursor").asString("");
        var resources = SHEDDER.ask("resources/list", "{}").reply().json().at("/result/nextCursor").asString("");

        var listed = SHEDDER.ask("tools/list", "{\"cursor\": \"" + state + "\"}").reply();

        assertThat(listed.json().at("/error/code").asInt()).isEqualTo(-32602);
        assertThat(List.of(cursor, resources)).doesNotContain("");
        assertRefused(asking(SHEDDER).answered(ADA, cursor).reply());
        assertRefused(SHEDDER.ask("resources/read", "{\"uri\": \"shed://open/asking\"}").capable().answered(ADA, resources).reply());
    }

    @Test
    void answersThatDoNotFitAreAskedForAgainAndNothingRuns() {
        var unfit = List.of("{}", "{\"name\": 5}", "{\"name\": {}}", "{\"name\": {\"action\": \"agree\"}}", "{\"name\": {\"action\": \"accept\"}}",
                "{\"name\": {\"action\": \"accept\", \"content\": {\"name\": \"" + "x".repeat(21) + "\"}}}",
                "{\"name\": {\"action\": \"accept\", \"content\": [\"Ada\"]}}", "{\"Name\": {\"action\": \"accept\", \"content\": {\"name\": \"Ada\"}}}");
        int before = SERVERS.tools.asked.get();

        for (var answers : unfit) {
            var reply = asking(SHEDDER).answered(answers, state(asking(SHEDDER))).reply();

            assertThat(reply.json().at("/result/resultType").asString("")).as(answers).isEqualTo("input_required");
        }
        assertThat(SERVERS.tools.asked).hasValue(before);
        assertThat(TestDatabase.marks(mark)).isZero();
    }

    @Test
    void permissionsAreAskedAgainWithTheAnswers() {
        var withdrawn = TestServers.permissions().replace("- tool: shed.*@^1", "- tool: shed.tell@^1");
        var asking = asking(SHEDDER);
        var first = state(asking);
        var second = state(asking);
        var narrow = new Modern(SERVERS, "/mcp/shed", SERVERS.token("agent:shedder", Scopes.parse("tool:shed.tell")));

        var tooNarrow = asking.as(narrow).answered(ADA, first).reply();
        SERVERS.rules.set(TestServers.rules(TestServers.tools(), withdrawn));
        var hidden = asking.answered(ADA, second).reply();
        SERVERS.rules.set(TestServers.rules(TestServers.tools(), TestServers.permissions()));

        assertThat(tooNarrow.status()).isEqualTo(403);
        assertThat(tooNarrow.header("WWW-Authenticate")).contains("scope=\"tool:shed.ask\"");
        assertThat(hidden.json().at("/error/message").asString("")).isEqualTo("Tool 'ask' not found.");
        assertThat(TestDatabase.marks(mark)).isZero();
    }

    @Test
    void aTokenRevokedBetweenTheRoundsEndsIt() {
        var caller = Modern.of(SERVERS, "/mcp/shed", "agent:shedder");
        var state = state(asking(caller));
        SERVERS.tokens.revoke(SERVERS.principal(caller.token()).credential().id());

        var reply = asking(caller).answered(ADA, state).reply();

        assertThat(reply.status()).isEqualTo(401);
        assertThat(text(asking(SHEDDER).answered(ADA, state).reply())).as("another token of the same principal").startsWith("agent:shedder got Ada");
    }

    @Test
    void anotherNodeTakesTheStateAndThenNoneDoes() {
        var state = state(asking(SHEDDER));

        try (var node = SERVERS.again()) {
            var there = RawHttp.send(node.port(), asking(SHEDDER).answered(ADA, state).request());
            var here = asking(SHEDDER).answered(ADA, state).reply();

            assertThat(text(there)).startsWith("agent:shedder got Ada");
            assertThat(here.json().at("/error/message").asString("")).startsWith("'requestState' has been used");
        }
        assertThat(TestDatabase.marks(mark)).isEqualTo(1);
    }

    @Test
    void aCallIdThatAskedFirstIsRememberedWithTheResultOfItsAnswers() {
        var asking = asking(SHEDDER).meta("signalbox/call-id", JsonMapper.shared().getNodeFactory().stringNode("call-" + mark));

        var done = asking.answered(ADA, state(asking)).reply();
        var again = asking.reply();

        assertThat(text(done)).startsWith("agent:shedder got Ada");
        assertThat(text(again)).isEqualTo(text(done));
        assertThat(again.json().at("/result/_meta/signalbox~1repeated").asBoolean()).isTrue();
        assertThat(TestDatabase.marks(mark)).isEqualTo(1);
    }

    private Modern.Ask asking(Modern caller) {
        return caller.calling("ask", "{\"mark\": \"" + mark + "\"}").capable();
    }

    private static String state(Modern.Ask asking) {
        var result = asking.reply().json().path("result");
        assertThat(result.path("resultType").asString("")).isEqualTo("input_required");
        return result.path("requestState").stringValue();
    }

    private void assertRefused(Reply reply) {
        assertThat(reply.json().at("/error/code").asInt()).isEqualTo(-32602);
        assertThat(reply.json().at("/error/message").asString("")).startsWith("'requestState' was not given for this request");
        assertThat(TestDatabase.marks(mark)).isZero();
    }

    private List<String> outcomes() {
        return TestDatabase.jdbc().sql("select outcome from kit.audit where tool = 'shed.ask' order by at desc limit 2")
                .query(String.class).list().reversed();
    }

    private static String text(Reply reply) {
        return reply.json().at("/result/content/0/text").asString("");
    }
}
