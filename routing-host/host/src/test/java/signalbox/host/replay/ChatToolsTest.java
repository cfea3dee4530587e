package signalbox.host.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static signalbox.host.replay.Cues.call;

import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import signalbox.host.fake.Said;
import signalbox.host.replay.Station.Answer;
import signalbox.host.wire.WireJson;
import signalbox.retail.Retail;
import signalbox.retail.RetailData;

/// Chat completions with the host's tools, the caller's own, and both.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ChatToolsTest {
    private static final String MARK = "[chat]";
    private static final String LAMP = """
            {"type": "function", "function": {"name": "switch_lamp", "description": "Switches a lamp.",
             "parameters": {"type": "object", "properties": {"on": {"type": "boolean"}}, "required": ["on"]}}}""";
    private static final String ORDER_TOOL = """
            {"type": "mcp", "server_label": "retail", "allowed_tools": ["get_order_details"]}""";

    /// The task names who takes the step; otherwise they take turns.
    private static final String ROUTING = """
            policy: chat
            groups: {first: [openai/m], second: [anthropic/m], third: [gemini/m], fourth: [openai-responses/m]}
            rules:
              - {name: openai, when: 'run.task == "openai" || run.task == "" && step.index % 4 == 0', use: first}
              - {name: anthropic, when: 'run.task == "anthropic" || run.task == "" && step.index % 4 == 1', use: second}
              - {name: gemini, use: third}
            """;

    private final Station station;
    private final DeskRecords desk;

    ChatToolsTest() throws IOException {
        station = new Station(ROUTING);
        desk = new DeskRecords(station.data());
    }

    @BeforeAll
    void stock() {
        Retail.install(station.data(), RetailData.generated(2026));
    }

    @AfterAll
    void shut() {
        station.close();
    }

    @Test
    void theHeaderAsksForTheToolsOfAServer() {
        station.cues.write(MARK, getOrder(), Said.text("It is pending"));

        var chat = chat("[]", "X-Signalbox-Tools", "retail");

        assertThat(chat.status()).isEqualTo(200);
        assertThat(chat.text("/choices/0/message/content")).isEqualTo("It is pending");
        assertThat(chat.text("/choices/0/finish_reason")).isEqualTo("stop");
        assertThat(chat.body().at("/choices/0/message").has("tool_calls")).isFalse();
        assertThat(station.cues.asked(MARK).getFirst().toolNames())
                .hasSize(16)
                .allMatch(name -> name.startsWith("retail__"));
        assertThat(station.cues.lastResults(MARK)).singleElement().asString().contains("\"order_id\": \"" + desk.pending());
        assertThat(station.strict.refusals()).isEmpty();
    }

    @Test
    void whatIsGrantedOrWithdrawnShowsInTheNextRequest() {
        for (var granted : new boolean[] {true, false, true}) {
            station.grant("      - {tool: retail.calculate@^1}", granted);
            station.cues.write(MARK, Said.text("Hello"));
            station.post("/v1/chat/completions", "agent:counter", """
                    {"model": "signalbox/auto", "messages": [{"role": "user", "content": "Hello %s"}]}""".formatted(MARK),
                    "X-Signalbox-Tools", "retail");

            assertThat(station.cues.asked(MARK).getFirst().toolNames().contains("retail__calculate")).isEqualTo(granted);
        }
    }

    @Test
    void anEntryOfToolsAsksForSingleTools() {
        station.cues.write(MARK, getOrder(), Said.text("It is pending"));

        var chat = chat("[" + ORDER_TOOL + "]");

        assertThat(chat.text("/choices/0/message/content")).isEqualTo("It is pending");
        assertThat(station.cues.asked(MARK).getFirst().toolNames()).containsExactly("retail__get_order_details");
    }

    @Test
    void withoutEitherNoHostToolRunsEvenIfTheModelAsksForOne() {
        station.cues.write(MARK, getOrder(), Said.text("Sorry"));

        var chat = chat("[]");

        assertThat(station.cues.asked(MARK).getFirst().toolNames()).isEmpty();
        assertThat(station.cues.lastResults(MARK)).containsExactly("Error: Tool 'retail__get_order_details' not found.");
        assertThat(chat.text("/choices/0/message/content")).isEqualTo("Sorry");
    }

    @ParameterizedTest
    @ValueSource(strings = {"openai", "anthropic", "gemini"})
    void callsOfBothKindsInOneAnswerAreEachAnsweredOnceWhoeverGoesOn(String next) {
        var host = call("retail__get_order_details", "{\"order_id\": \"" + desk.pending() + "\"}");
        station.cues.write(MARK, getOrder(), Said.calls(host, call("switch_lamp", "{\"on\": true}"), host),
                Said.text("All done"));
        var tools = "[" + LAMP + ", " + ORDER_TOOL + "]";

        var first = chat(tools);
        var message = first.body().at("/choices/0/message");
        var second = continued(tools, message.toString(), message.at("/tool_calls/0/id").asString(""), next);

        assertThat(first.text("/choices/0/finish_reason")).isEqualTo("tool_calls");
        assertThat(message.path("tool_calls")).hasSize(1);
        assertThat(message.at("/tool_calls/0/function/name").asString("")).isEqualTo("switch_lamp");
        assertThat(message.at("/tool_calls/0/function/arguments").asString("")).isEqualTo("{\"on\":true}");
        assertThat(second.text("/choices/0/message/content")).isEqualTo("All done");
        assertThat(second.header("X-Signalbox-Model")).isEqualTo(next + "/m");
        assertThat(station.cues.lastResults(MARK)).satisfiesExactly(
                result -> assertThat(result).contains("\"order_id\": \"" + desk.pending()),
                result -> assertThat(result).isEqualTo("it is on"),
                result -> assertThat(result).contains("\"order_id\": \"" + desk.pending()));
        assertThat(station.cues.asked(MARK)).hasSize(3);
        assertThat(station.strict.refusals()).isEmpty();
    }

    @Test
    void aFunctionOfTheCallerMayNotBearTheNameOfAHostTool() {
        station.cues.write(MARK, Said.text("Good day"));

        var chat = chat("[" + LAMP.replace("switch_lamp", "retail__get_order_details") + "]", "X-Signalbox-Tools", "retail");

        assertThat(chat.status()).isEqualTo(400);
        assertThat(chat.text("/error/param")).isEqualTo("tools");
        assertThat(chat.text("/error/message")).contains("'retail__get_order_details'", "the host's tools of 'retail'");
        assertThat(station.cues.asked(MARK)).isEmpty();
    }

    @Test
    void aFunctionMayBearSuchANameWhereThatServerIsNotAskedFor() {
        station.cues.write(MARK, getOrder());

        var chat = chat("[" + LAMP.replace("switch_lamp", "retail__get_order_details") + "]");

        assertThat(chat.text("/choices/0/message/tool_calls/0/function/name")).isEqualTo("retail__get_order_details");
        assertThat(station.strict.refusals()).isEmpty();
    }

    @Test
    void aChosenToolMustBeOneThatIsOffered() {
        station.cues.write(MARK, Said.text("Good day"));

        var chat = station.post("/v1/chat/completions", "agent:clerk", """
                {"model": "signalbox/auto", "messages": [{"role": "user", "content": "Hello %s"}], "tools": [%s],
                 "tool_choice": {"type": "function", "function": {"name": "open_door"}}}""".formatted(MARK, LAMP));

        assertThat(chat.status()).isEqualTo(400);
        assertThat(chat.text("/error/param")).isEqualTo("tool_choice");
        assertThat(chat.text("/error/message")).contains("'open_door'", "switch_lamp");
        assertThat(station.cues.asked(MARK)).isEmpty();
    }

    @Test
    void aServerThatIsNotThereIsRefusedBeforeTheRun() {
        station.cues.write(MARK, Said.text("Good day"));

        var chat = chat("[]", "X-Signalbox-Tools", "retail,nosuch");

        assertThat(chat.status()).isEqualTo(400);
        assertThat(chat.header("X-Signalbox-Run")).isEmpty();
        assertThat(chat.body().toString()).isEqualTo("""
                {"error":{"message":"there is no server 'nosuch' with tools for you: you may name retail",\
                "type":"invalid_request_error","param":"tools","code":"invalid_value"}}""");
        assertThat(station.cues.asked(MARK)).isEmpty();
    }

    @Test
    void everyUnknownToolIsToldWithWhatWouldBeRight() {
        var asked = """
                {"input": "Hello", "tools": [{"type": "mcp", "server_label": "retail",
                 "allowed_tools": ["get_order_detail", "get_order_details", "zzz"]}, {"type": "mcp", "server_label": "retali"}]}""";

        var run = station.post("/v1/runs", "agent:first", asked);
        var route = station.post("/v1/route", "agent:first", asked);

        assertThat(run.status()).isEqualTo(400);
        assertThat(run.text("/error/message")).isEqualTo("""
                server 'retail' has no tool 'get_order_detail' for you: did you mean get_order_details, get_user_details, \
                get_item_details?
                server 'retail' has no tool 'zzz' for you: you may name get_item_details, get_order_details, \
                get_product_details, get_user_details, return_delivered_order_items
                there is no server 'retali' with tools for you: did you mean retail?""");
        assertThat(route.status()).isEqualTo(400);
        assertThat(route.body()).isEqualTo(run.body());
    }

    @Test
    void whatIsHiddenFromACallerIsAnsweredLikeWhatIsNotThere() {
        var server = named("agent:toolless", "{\"type\": \"mcp\", \"server_label\": \"retail\"}");
        var noServer = named("agent:toolless", "{\"type\": \"mcp\", \"server_label\": \"retaxl\"}");
        var tool = named("agent:reader", ORDER_TOOL.replace("get_order_details", "cancel_pending_order"));
        var noTool = named("agent:reader", ORDER_TOOL.replace("get_order_details", "cancel_pending_ordex"));

        assertThat(server.status()).isEqualTo(400);
        assertThat(server.text("/error/message")).isEqualTo("there is no server 'retail' with tools for you: no server has any");
        assertThat(server.body().toString()).isEqualTo(noServer.body().toString().replace("retaxl", "retail"));
        assertThat(tool.status()).isEqualTo(400);
        assertThat(tool.text("/error/message")).startsWith("server 'retail' has no tool 'cancel_pending_order' for you: you may name get_");
        assertThat(tool.body().toString()).isEqualTo(noTool.body().toString().replace("cancel_pending_ordex", "cancel_pending_order"));
    }

    private Answer named(String caller, String tool) {
        return station.post("/v1/runs", caller, "{\"input\": \"Hello\", \"tools\": [" + tool + "]}");
    }

    private Said getOrder() {
        return Said.calls(call("retail__get_order_details", "{\"order_id\": \"" + desk.pending() + "\"}"));
    }

    private Answer chat(String tools, String... headers) {
        return station.post("/v1/chat/completions", "agent:clerk", """
                {"model": "signalbox/auto", "messages": [{"role": "user", "content": "Hello %s"}]%s}"""
                .formatted(MARK, tools.equals("[]") ? "" : ", \"tools\": " + tools), headers);
    }

    private Answer continued(String tools, String message, String call, String next) {
        return station.post("/v1/chat/completions", "agent:clerk", """
                {"model": "signalbox/auto", "tools": %s, "messages": [
                 {"role": "user", "content": "Hello %s"}, %s,
                 {"role": "tool", "tool_call_id": %s, "content": "it is on"}]}"""
                .formatted(tools, MARK, message, WireJson.write(WireJson.object().stringNode(call))), "X-Signalbox-Task", next);
    }
}
