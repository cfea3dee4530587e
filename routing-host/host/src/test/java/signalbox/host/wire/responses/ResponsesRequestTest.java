package signalbox.host.wire.responses;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import signalbox.host.turn.AnswerFormat;
import signalbox.host.turn.CallArguments;
import signalbox.host.turn.CallId;
import signalbox.host.turn.Part;
import signalbox.host.turn.ToolCall;
import signalbox.host.turn.ToolChoice;
import signalbox.host.turn.ToolOffer;
import signalbox.host.turn.Transcript;
import signalbox.host.turn.Turn;
import signalbox.host.wire.WireCases;
import signalbox.host.wire.WireJson;
import signalbox.host.wire.caller.CallerRequest;

class ResponsesRequestTest {
    private static final String TOOLS = "\"tools\":[{\"type\":\"function\",\"name\":\"f\"},{\"type\":\"function\",\"name\":\"g\"},"
            + "{\"type\":\"mcp\",\"server_label\":\"retail\",\"require_approval\":\"never\"}]";

    @Test
    void aRequestIsReadWhole() {
        var request = read("""
                {"model":"signalbox/auto","instructions":"Be brief.","max_output_tokens":64,"temperature":0.5,"top_p":0.9,"stream":true,
                 "input":[
                  {"role":"developer","content":"Be kind."},
                  {"type":"message","role":"user","content":[{"type":"input_text","text":"See"},
                    {"type":"input_image","detail":"auto","image_url":"data:image/png;base64,aGk="}]},
                  {"type":"reasoning","id":"rs_1","summary":[],"encrypted_content":"eA=="},
                  {"type":"message","id":"msg_1","role":"assistant","status":"completed","content":[{"type":"output_text","text":"I look.","annotations":[]}]},
                  {"type":"function_call","id":"fc_1","call_id":"c1","name":"f","arguments":"{\\"a\\":1}","status":"completed"},
                  {"type":"function_call","call_id":"c2","name":"g","arguments":"{}"},
                  {"type":"function_call_output","call_id":"c2","output":[{"type":"input_text","text":"2"}]},
                  {"type":"function_call_output","call_id":"c1","output":"1"},
                  {"role":"user","content":"So?"}],
                 "tools":[{"type":"function","name":"f","description":"Reads.","parameters":{"type":"object"},"strict":true},
                   {"type":"mcp","server_label":"retail","allowed_tools":{"tool_names":["get_order"]},"require_approval":"never"}],
                 "tool_choice":{"type":"function","name":"f"},"parallel_tool_calls":false,
                 "text":{"verbosity":"low","format":{"type":"json_schema","name":"n","schema":{"type":"object"},"strict":true}},
                 "reasoning":{"effort":"high","summary":"auto"},"include":["reasoning.encrypted_content"],
                 "metadata":{"ticket":"T-1"},"service_tier":"flex","store":false,"truncation":"disabled"}""");

        var one = new CallId("c1");
        var two = new CallId("c2");
        assertThat(Transcript.breach(request.transcript())).isNull();
        assertThat(request.transcript()).containsExactly(
                new Turn.Instructions("Be brief."),
                new Turn.Instructions("Be kind."),
                new Turn.User(List.of(new Part.Text("See"), new Part.Image("image/png", "aGk="))),
                new Turn.Assistant(List.of(new Part.Text("I look.")), List.of(
                        new ToolCall(one, "f", new CallArguments.Parsed(WireCases.object("{\"a\":1}"))),
                        new ToolCall(two, "g", new CallArguments.Parsed(WireCases.object("{}")))), List.of()),
                new Turn.ToolResult(two, List.of(new Part.Text("2")), null, false, new TreeSet<>()),
                new Turn.ToolResult(one, List.of(new Part.Text("1")), null, false, new TreeSet<>()),
                new Turn.User(List.of(new Part.Text("So?"))));
        assertThat(request.tools()).containsExactly(new ToolOffer("f", "Reads.", WireCases.object("{\"type\":\"object\"}"), true));
        assertThat(request.hostTools()).containsExactly(new CallerRequest.HostTools("retail", List.of("get_order")));
        assertThat(request.choice()).isEqualTo(new ToolChoice.Named("f"));
        assertThat(request.delivery()).isEqualTo(CallerRequest.Delivery.STREAM);
        assertThat(request.metadata()).containsEntry("ticket", "T-1");
        assertThat(request.options().outputTokens()).isEqualTo(64);
        assertThat(request.options().topP()).isEqualTo(0.9);
        assertThat(request.options().format()).isEqualTo(new AnswerFormat("n", "", true, WireCases.object("{\"type\":\"object\"}")));
        assertThat(request.options().parameters()).hasToString(
                "{PARALLEL_TOOL_CALLS=false, REASONING_EFFORT=\"high\", VERBOSITY=\"low\", SERVICE_TIER=\"flex\"}");
    }

    @Test
    void aCallOfTheHostThatIsSentBackKeepsItsResult() {
        var turns = read("""
                {"model":"m","input":[{"role":"user","content":"hi"},
                  {"type":"mcp_call","id":"mcp_1","server_label":"retail","name":"get","arguments":"{}","output":"found","error":null},
                  {"type":"mcp_call","id":"mcp_2","server_label":"retail","name":"get","arguments":"{}","output":null,"error":null},
                  {"role":"assistant","content":"There."},{"role":"user","content":"And?"}]}""").transcript();

        assertThat(Transcript.breach(turns)).isNull();
        assertThat(turns).hasSize(5);
        assertThat(((Turn.Assistant) turns.get(1)).calls()).singleElement().extracting(ToolCall::tool).isEqualTo("retail__get");
        assertThat(((Turn.ToolResult) turns.get(2)).parts()).containsExactly(new Part.Text("found"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "\"auto\" | Auto[] | 2 | 1", "\"none\" | None[] | 2 | 1", "\"required\" | Required[] | 2 | 1",
        "{\"type\":\"function\",\"name\":\"f\"} | Named[tool=f] | 2 | 1",
        "{\"type\":\"mcp\",\"server_label\":\"retail\",\"name\":\"get\"} | Named[tool=retail__get] | 2 | 1",
        "{\"type\":\"allowed_tools\",\"mode\":\"required\",\"tools\":[{\"type\":\"function\",\"name\":\"g\"}]} | Required[] | 1 | 0",
        "{\"type\":\"allowed_tools\",\"mode\":\"auto\",\"tools\":[{\"type\":\"mcp\",\"server_label\":\"retail\"}]} | Auto[] | 0 | 1"
    })
    void everyChoiceOfToolsIsRead(String choice, String read, int own, int hosts) {
        var request = read("{\"model\":\"m\",\"input\":\"hi\"," + TOOLS + ",\"tool_choice\":" + choice + "}");

        assertThat(request.choice()).hasToString(read);
        assertThat(request.tools()).hasSize(own);
        assertThat(request.hostTools()).hasSize(hosts);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "\"prompt\":{\"id\":\"p\"} | prompt | 'prompt' names a template that OpenAI keeps: leave it out, and write its text in 'input'",
        "\"max_tokens\":5 | max_tokens | 'max_tokens' belongs to /v1/chat/completions: write 'max_output_tokens'",
        "\"truncation\":\"auto\" | truncation | 'truncation' can only be \"disabled\" here: leave it out",
        "\"max_outputtokens\":5 | max_outputtokens | 'max_outputtokens' is not a field of this request: leave it out, or did you mean 'max_output_tokens'?",
        "\"include\":[\"file_search_call.results\"] | include[0] | 'include[0]' is 'file_search_call.results', which no answer has here: leave it out",
        "\"reasoning\":{\"summary\":\"detailed\"} | reasoning.summary | 'reasoning.summary' asks to be shown what a model thinks, which this host does not do: write auto, or leave it out",
        "\"tools\":[{\"type\":\"web_search\"}] | tools[0].type | 'tools[0].type' is 'web_search', which not every model has: write function or mcp",
        "\"tools\":[{\"type\":\"mcp\",\"server_label\":\"x\",\"server_url\":\"https://x\"}] | tools[0].server_url | 'tools[0].server_url' names a server by its address, and none but the host's own are called here: leave it out, and name one of these in 'server_label'",
        "\"tools\":[{\"type\":\"mcp\",\"server_label\":\"x\",\"require_approval\":\"always\"}] | tools[0].require_approval | 'tools[0].require_approval' is 'always': write never",
        "\"input\":[{\"type\":\"item_reference\",\"id\":\"i\"}] | input[0].type | 'input[0].type' is 'item_reference', and single items are not kept: write the item itself, or name the response before in 'previous_response_id'",
        "\"input\":[{\"type\":\"function_call\",\"call_id\":\"c\",\"name\":\"f\",\"arguments\":\"{}\"}] | input | 'input' leaves calls [c] open: a function_call_output for each comes last",
        "\"input\":[{\"type\":\"function_call_output\",\"call_id\":\"c\",\"output\":\"1\"}] | input[0].call_id | 'input[0].call_id' is 'c', and no function_call before it that is open has this id",
        "\"input\":[] | input | 'input' is empty: write a text, or at least one item"
    })
    void whatIsNotDoneIsRefusedByName(String field, String param, String message) {
        var body = field.startsWith("\"input\"") ? "{\"model\":\"m\"," + field + "}" : "{\"model\":\"m\",\"input\":\"hi\"," + field + "}";

        assertThat(ResponsesRequest.read(WireJson.parse(body), List.of())).isEqualTo(new CallerRequest.Wrong(param, message));
    }

    private static CallerRequest read(String body) {
        var reading = ResponsesRequest.read(WireJson.parse(body), List.of());
        assertThat(reading).isInstanceOf(CallerRequest.Read.class);
        return ((CallerRequest.Read) reading).request();
    }
}
