package signalbox.kit.input;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import signalbox.kit.Legacy;
import signalbox.kit.TestDatabase;
import signalbox.kit.TestServers;
import signalbox.testing.Patience;
import signalbox.testing.RawConnection;
import signalbox.testing.RawHttp.Reply;
import tools.jackson.databind.JsonNode;

/// Up to revision 2025-11-25 the question goes out on the stream of the call, and the answer comes in its own request.
class QuestionsInASessionTest {
    private static final String ADA = "{\"action\": \"accept\", \"content\": {\"name\": \"Ada\"}}";
    private static final TestServers SERVERS = TestServers.open();

    private final String mark = UUID.randomUUID().toString();
    private final Legacy session = Legacy.capable(SERVERS, "/mcp/shed", "agent:shedder");
    private final RawConnection call = RawConnection.to(SERVERS.port());

    @AfterEach
    void closeCall() {
        call.close();
    }

    @AfterAll
    static void closeServers() {
        SERVERS.close();
    }

    @Test
    void theWorkIsDoneOnceWithTheAnswerAndNothingRemainsOfItsQuestion() {
        var question = asked();
        int before = TestDatabase.marks(mark);
        var taken = answered(session, question, "\"result\": " + ADA);

        assertThat(question.path("method").asString("")).isEqualTo("elicitation/create");
        assertThat(before).isZero();
        assertThat(taken.status()).isEqualTo(202);
        assertThat(end().at("/result/content/0/text").asString("")).isEqualTo("agent:shedder got Ada, left by agent:shedder");
        assertThat(TestDatabase.marks(mark)).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "\"result\": {}", "\"result\": {\"action\": \"accept\"}", "\"result\": {\"action\": \"accept\", \"content\": {\"name\": 5}}",
        "\"result\": []", "\"result\": null", "\"error\": {\"code\": -1, \"message\": \"no\"}", "\"error\": {}"
    })
    void anAnswerThatDoesNotFitEndsTheCallAndNothingRuns(String answer) {
        answered(session, asked(), answer);

        assertThat(end().at("/error/message").asString("")).endsWith("Nothing was done.");
        assertThat(TestDatabase.marks(mark)).isZero();
    }

    @Test
    void onlyItsOwnSessionCanAnswer() {
        var question = asked();
        var ofAnother = Legacy.capable(SERVERS, "/mcp/shed", "agent:other");
        var ofTheSame = Legacy.capable(SERVERS, "/mcp/shed", "agent:shedder");
        var stolen = new Legacy(SERVERS, "/mcp/shed", ofAnother.token(), session.session());

        var byAnother = answered(ofAnother, question, "\"result\": " + ADA);
        var byAThief = answered(stolen, question, "\"result\": " + ADA);
        var bySibling = answered(ofTheSame, question, "\"result\": " + ADA);
        var unknown = answered(session, "\"another\"", "\"result\": " + ADA);
        int before = TestDatabase.marks(mark);
        var own = answered(session, question, "\"result\": " + ADA);
        var again = answered(session, question, "\"result\": " + ADA);

        assertThat(List.of(byAnother.status(), byAThief.status(), bySibling.status(), unknown.status())).containsExactly(400, 404, 400, 400);
        assertThat(before).isZero();
        assertThat(own.status()).isEqualTo(202);
        assertThat(end().has("result")).isTrue();
        assertThat(again.status()).isEqualTo(400);
        assertThat(TestDatabase.marks(mark)).isEqualTo(1);
    }

    @Test
    void aGrantWithdrawnWhileThePersonThinksEndsTheCall() {
        var question = asked();
        SERVERS.rules.set(TestServers.rules(TestServers.tools(), TestServers.permissions().replace("- tool: shed.*@^1", "- tool: shed.tell@^1")));
        answered(session, question, "\"result\": " + ADA);
        var end = end();
        SERVERS.rules.set(TestServers.rules(TestServers.tools(), TestServers.permissions()));

        assertThat(end.at("/error/message").asString("")).isEqualTo("Tool 'ask' not found.");
        assertThat(TestDatabase.marks(mark)).isZero();
    }

    @Test
    void aTokenRevokedWhileThePersonThinksEndsTheCall() {
        var question = asked();
        var other = new Legacy(SERVERS, "/mcp/shed", SERVERS.token("agent:shedder"), session.session());
        SERVERS.tokens.revoke(SERVERS.principal(session.token()).credential().id());
        answered(other, question, "\"result\": " + ADA);

        assertThat(end().at("/error/message").asString("")).isEqualTo("The token is no longer valid. Nothing was done.");
        assertThat(TestDatabase.marks(mark)).isZero();
    }

    @Test
    void aClientThatGoesAwayWhileItIsAskedEndsTheCall() {
        var question = asked();
        call.close();

        Patience.until(Duration.ofSeconds(5), () -> answered(session, question, "\"result\": " + ADA).status() == 400);
        assertThat(TestDatabase.marks(mark)).isZero();
    }

    @Test
    void aCallThatIsCancelledWhileItAsksEnds() {
        asked();
        session.notify("notifications/cancelled", "{\"requestId\": \"call\"}");

        assertThat(call.event()).as("it is not answered").isNull();
        assertThat(TestDatabase.marks(mark)).isZero();
    }

    private JsonNode asked() {
        call.send(session.calling("\"call\"", "ask", "{\"mark\": \"" + mark + "\"}"));
        call.head();
        return end();
    }

    /// The next that comes on the stream of the call.
    private JsonNode end() {
        var event = call.event();
        if (event == null) {
            throw new AssertionError("the stream ended");
        }
        return event;
    }

    private static Reply answered(Legacy by, JsonNode question, String answer) {
        return answered(by, question.path("id").toString(), answer);
    }

    private static Reply answered(Legacy by, String id, String answer) {
        return by.send(by.message("{\"jsonrpc\": \"2.0\", \"id\": " + id + ", " + answer + "}"));
    }
}
