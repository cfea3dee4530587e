package signalbox.host.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static signalbox.host.replay.Cues.call;

import java.io.IOException;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import signalbox.host.fake.Said;
import signalbox.host.replay.Station.Answer;
import signalbox.retail.Retail;
import signalbox.retail.RetailData;
import tools.jackson.databind.JsonNode;

/// What a caller sees, and what is on record, when providers fail in the ways they fail.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LadderOverHttpTest {
    private static final String MARK = "[ladder]";
    private final Station station;

    LadderOverHttpTest() throws IOException {
        station = new Station(routing("openai/m", ""));
    }

    @BeforeAll
    void stock() {
        Retail.install(station.data(), RetailData.generated(2026));
    }

    @AfterAll
    void shut() {
        station.close();
    }

    @BeforeEach
    void cue() {
        station.cues.write(MARK, Said.text("Good day"));
    }

    @Test
    void aProviderThatIsDownIsFollowedByTheNextOfTheList() throws IOException {
        station.routing(routing("closed/m, anthropic/m", "unavailable: next"));

        var run = station.run("agent:clerk", "Hello " + MARK);

        assertThat(run.text("/status")).isEqualTo("completed");
        assertThat(run.text("/output")).isEqualTo("Good day");
        assertThat(run.header("X-Signalbox-Model")).isEqualTo("anthropic/m");
        assertThat(attempts(run)).containsExactly("closed/m unavailable", "anthropic/m ok");
        assertThat(run.text("/steps/0/attempts/0/reason")).startsWith("cannot connect to 127.0.0.1:");
        assertThat(station.get("/v1/runs/" + run.text("/id"), "agent:clerk").body()).isEqualTo(run.body());
    }

    @Test
    void aSlowProviderIsLeftForTheGroupThatThePolicyNames() throws IOException {
        station.routing(routing("rough/m, openai/m", "slow: {after: 2s, use: spare}"));
        station.rough.hangs();

        var run = station.run("agent:clerk", "Hello " + MARK);

        assertThat(run.text("/output")).isEqualTo("Good day");
        assertThat(attempts(run)).containsExactly("rough/m slow", "gemini/m ok");
        assertThat(run.text("/steps/0/attempts/0/reason")).isEqualTo("no answer after 2000 ms");
        assertThat(run.body().at("/steps/0/attempts/0/cost").asDouble()).isPositive();
    }

    @Test
    void aRefusalEndsTheStepWhereThePolicySaysStop() throws IOException {
        station.routing(routing("rough/m, openai/m", "refused: stop"));
        station.rough.says("{\"role\": \"assistant\", \"content\": null, \"refusal\": \"Not with me.\"}");

        var run = station.run("agent:clerk", "Hello " + MARK);

        assertThat(run.status()).isEqualTo(200);
        assertThat(run.text("/status")).isEqualTo("failed");
        assertThat(run.text("/reason")).isEqualTo("no model could take step 0:\nrough/m: refused: Not with me.");
        assertThat(attempts(run)).containsExactly("rough/m refused");
    }

    @Test
    void aRefusalGoesToAnotherGroupWhereThePolicySaysSo() throws IOException {
        station.routing(routing("rough/m, openai/m", "refused: {use: spare}"));
        station.rough.says("{\"role\": \"assistant\", \"content\": null, \"refusal\": \"Not with me.\"}");

        var run = station.run("agent:clerk", "Hello " + MARK);

        assertThat(run.text("/output")).isEqualTo("Good day");
        assertThat(attempts(run)).containsExactly("rough/m refused", "gemini/m ok");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            200 | text/html        | <html><body>Sign in</body></html>           | nonsense    | an answer that is not JSON: <html>
            200 | application/json | {"error": {"message": "overloaded"}}        | unavailable | status 200 with an error in it: overloaded
            200 | application/json | {"choices": [{"message": {"role": "assis    | nonsense    | an answer that is not JSON: {"choices"
            200 | application/json | {"choices": []}                             | nonsense    | choices
            200 | application/json | ``                                          | nonsense    | an empty answer
            204 | application/json | ``                                          | nonsense    | status 204
            302 | text/html        | elsewhere                                   | unavailable | redirects are not followed
            400 | application/json | {"error": {"message": "no such field"}}     | rejected    | no such field
            401 | application/json | {"error": {"message": "bad key"}}           | unavailable | bad key
            429 | application/json | {"error": {"message": "slow down"}}         | unavailable | slow down
            500 | text/html        | <h1>Oops</h1>                               | unavailable | status 500
            """)
    void nonsenseIsNeverTakenForAnAnswer(int status, String type, String body, String outcome, String reason) throws IOException {
        station.routing(routing("rough/m, openai/m", "unavailable: next"));
        station.rough.gives(status, type, body);

        var run = station.run("agent:clerk", "Hello " + MARK);

        assertThat(run.text("/output")).isEqualTo("Good day");
        assertThat(attempts(run)).containsExactly("rough/m " + outcome, "openai/m ok");
        assertThat(run.text("/steps/0/attempts/0/reason")).contains(reason);
    }

    @Test
    void aProviderThatFailsInTheMiddleRepeatsNoCall() throws IOException {
        station.routing("""
                policy: ladder
                groups: {first: [openai/m], then: [rough/m, anthropic/m]}
                rules:
                  - {name: start, when: step.index == 0, use: first, tools: [retail]}
                  - {name: go-on, use: then}
                failures: {unavailable: next}
                """);
        station.rough.gives(200, "text/html", "<html>");
        var desk = new DeskRecords(station.data());
        var order = desk.delivered().getFirst();
        station.cues.write(MARK, Said.calls(call("retail__return_delivered_order_items", """
                {"order_id": "%s", "item_ids": ["%s"], "payment_method_id": "%s"}"""
                .formatted(order.order(), order.item(), order.method()))), Said.text("Returned"));

        var run = station.run("agent:clerk", "Return it " + MARK);

        assertThat(run.text("/output")).isEqualTo("Returned");
        assertThat(run.body().at("/steps/1/attempts/0/outcome").asString("")).isEqualTo("nonsense");
        assertThat(run.body().at("/steps/1/model").asString("")).isEqualTo("anthropic/m");
        assertThat(run.body().at("/steps/0/tool_calls")).hasSize(1);
        assertThat(run.body().at("/steps/0/tool_calls/0/error").asBoolean(true)).isFalse();
        assertThat(desk.status(order.order())).isEqualTo("return requested");
        assertThat(station.cues.lastResults(MARK)).hasSize(1);
    }

    @Test
    void aChatThatFailsAfterAWriteNamesItAndIsNotRepeated() throws IOException {
        station.routing("""
                policy: ladder
                groups: {first: [openai/m], then: [rough/m]}
                rules:
                  - {name: start, when: step.index == 0, use: first}
                  - {name: go-on, use: then}
                """);
        station.rough.gives(503, "text/html", "<html>");
        var order = new DeskRecords(station.data()).delivered().get(1);
        station.cues.write(MARK, Said.calls(call("retail__return_delivered_order_items", """
                {"order_id": "%s", "item_ids": ["%s"], "payment_method_id": "%s"}"""
                .formatted(order.order(), order.item(), order.method()))), Said.text("Returned"));

        var chat = station.post("/v1/chat/completions", "agent:clerk", """
                {"model": "signalbox/auto", "messages": [{"role": "user", "content": "Return it %s"}]}""".formatted(MARK),
                "X-Signalbox-Tools", "retail");

        assertThat(chat.status()).isEqualTo(503);
        assertThat(chat.header("x-should-retry")).isEqualTo("false");
        assertThat(chat.text("/error/message")).contains(
                "written before: retail.return_delivered_order_items@", chat.header("X-Signalbox-Run"));
    }

    @Test
    void withNoCandidateLeftTheCallerIsToldEachOneAndWhy() throws IOException {
        station.routing(routing("closed/m, rough/m, keyless/m", "unavailable: next"));
        station.rough.gives(200, "application/json", "{\"error\": {\"message\": \"overloaded\"}}");

        var run = station.run("agent:clerk", "Hello " + MARK);
        var chat = station.post("/v1/chat/completions", "agent:clerk", """
                {"model": "signalbox/auto", "messages": [{"role": "user", "content": "Hello %s"}]}""".formatted(MARK));

        assertThat(run.status()).isEqualTo(200);
        assertThat(run.text("/status")).isEqualTo("failed");
        assertThat(run.text("/reason")).startsWith("no model could take step 0:")
                .contains("closed/m: unavailable: cannot connect to 127.0.0.1:")
                .contains("rough/m: unavailable: status 200 with an error in it: overloaded")
                .contains("keyless/m: dropped by obstacle: ").contains("no key in ${file:");
        assertThat(chat.status()).isEqualTo(503);
        assertThat(chat.header("X-Signalbox-Run")).startsWith("run_");
        assertThat(chat.text("/error/message")).contains("closed/m: unavailable: cannot connect")
                .contains("rough/m: unavailable: status 200 with an error in it: overloaded", "keyless/m: dropped by obstacle: ");
        assertThat(station.cues.asked(MARK)).isEmpty();
    }

    @Test
    void whereNoModelIsLeftFromTheStartNoneIsAsked() throws IOException {
        station.routing(routing("keyless/m", "unavailable: next"));
        int before = station.rough.asked();

        var chat = station.post("/v1/chat/completions", "agent:clerk", """
                {"model": "signalbox/auto", "messages": [{"role": "user", "content": "Hello %s"}]}""".formatted(MARK));

        assertThat(chat.status()).isEqualTo(503);
        assertThat(chat.text("/error/message")).contains("keyless/m", "no key in ${file:");
        assertThat(station.rough.asked()).isEqualTo(before);
    }

    private static String routing(String first, String failures) {
        return """
                policy: ladder
                groups: {first: [%s], spare: [gemini/m]}
                rules: [{name: default, use: first}]
                failures: {%s}
                """.formatted(first, failures.isEmpty() ? "unavailable: next" : failures);
    }

    private static List<String> attempts(Answer run) {
        JsonNode attempts = run.body().at("/steps/0/attempts");
        return StreamSupport.stream(attempts.spliterator(), false)
                .map(each -> each.path("model").asString("") + " " + each.path("outcome").asString(""))
                .toList();
    }
}
