package signalbox.host.wire.messages;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import signalbox.host.turn.AnswerFormat;
import signalbox.host.turn.CallArguments;
import signalbox.host.turn.CallId;
import signalbox.host.turn.Parameter;
import signalbox.host.turn.Part;
import signalbox.host.turn.Prompt;
import signalbox.host.turn.ToolCall;
import signalbox.host.turn.ToolChoice;
import signalbox.host.turn.ToolOffer;
import signalbox.host.turn.Transcript;
import signalbox.host.turn.Turn;
import signalbox.host.wire.WireCases;
import signalbox.host.wire.WireJson;
import signalbox.host.wire.caller.CallerRequest;
import signalbox.policy.catalogue.Wire;
import tools.jackson.databind.JsonNode;

class MessagesRequestTest {
    private static final String ASKED = "\"model\":\"m\",\"max_tokens\":5,\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]";

    @Test
    void aRequestIsReadWhole() {
        var request = read("""
                {"model":"signalbox/auto","max_tokens":64,"temperature":0.5,"top_k":7,"stop_sequences":["END"],"stream":true,
                 "system":[{"type":"text","text":"Be brief.","cache_control":{"type":"ephemeral","ttl":"1h"}},{"type":"text","text":"Be kind."}],
                 "messages":[
                  {"role":"user","content":[{"type":"text","text":"See"},
                    {"type":"image","source":{"type":"base64","media_type":"image/png","data":"aGk="}}]},
                  {"role":"assistant","content":[{"type":"thinking","thinking":"Hm.","signature":"c2ln"},
                    {"type":"text","text":"I look.","citations":null},
                    {"type":"tool_use","id":"toolu_0123456789012345678901","name":"f","input":{"a":1},"caller":{"type":"direct"}}]},
                  {"role":"user","content":[
                    {"type":"tool_result","tool_use_id":"toolu_0123456789012345678901","is_error":true,"content":[{"type":"text","text":"1"},
                      {"type":"image","source":{"type":"base64","media_type":"image/png","data":"aGk="}}]},
                    {"type":"text","text":"So?"}]},
                  {"role":"system","content":"Hurry."}],
                 "tools":[{"name":"f","description":"Reads.","input_schema":{"type":"object"},"strict":true,"eager_input_streaming":true,
                     "input_examples":[{"a":1}]},
                   {"type":"mcp_toolset","mcp_server_name":"retail","default_config":{"enabled":false},"configs":{"get_order":{"enabled":true}}}],
                 "tool_choice":{"type":"tool","name":"f","disable_parallel_tool_use":true},
                 "output_config":{"effort":"max","format":{"type":"json_schema","schema":{"type":"object"}}},
                 "thinking":{"type":"enabled","budget_tokens":2048},"metadata":{"user_id":"u"},"service_tier":"standard_only"}""");

        var image = new Part.Image("image/png", "aGk=");
        var call = new CallId("call_0123456789012345678901");
        assertThat(Transcript.breach(request.transcript())).isNull();
        assertThat(request.transcript()).containsExactly(
                new Turn.Instructions("Be brief.\n\nBe kind."),
                new Turn.User(List.of(new Part.Text("See"), image)),
                new Turn.Assistant(
                        List.of(new Part.Text("I look.")),
                        List.of(new ToolCall(call, "f", new CallArguments.Parsed(WireCases.object("{\"a\":1}")))), List.of()),
                new Turn.ToolResult(call, List.of(new Part.Text("1"), image), null, true, new TreeSet<>()),
                new Turn.User(List.of(new Part.Text("So?"))),
                new Turn.Instructions("Hurry."));
        assertThat(request.tools()).containsExactly(
                new ToolOffer("f", "Reads.", WireCases.object("{\"type\":\"object\",\"examples\":[{\"a\":1}]}"), true));
        assertThat(request.hostTools()).containsExactly(new CallerRequest.HostTools("retail", List.of("get_order")));
        assertThat(request.choice()).isEqualTo(new ToolChoice.Named("f"));
        assertThat(request.delivery()).isEqualTo(CallerRequest.Delivery.STREAM);
        var options = request.options();
        assertThat(options.outputTokens()).isEqualTo(64);
        assertThat(options.temperature()).isEqualTo(0.5);
        assertThat(options.stop()).containsExactly("END");
        assertThat(options.format()).isEqualTo(new AnswerFormat("", "", true, WireCases.object("{\"type\":\"object\"}")));
        assertThat(options.parameters().toString()).isEqualTo("{PARALLEL_TOOL_CALLS=false, REASONING_EFFORT=\"max\","
                + " SERVICE_TIER=\"default\", USER=\"u\", TOP_K=7, THINKING={\"type\":\"enabled\",\"budget_tokens\":2048}}");
    }

    @Test
    void neighboursOfOneRoleAreOneMessage() {
        var request = read("""
                {"model":"m","max_tokens":5,"messages":[{"role":"user","content":"One."},{"role":"user","content":"Two."},
                  {"role":"assistant","content":"I"},
                  {"role":"assistant","content":[{"type":"tool_use","id":"a","name":"f","input":{}}]},
                  {"role":"assistant","content":[{"type":"tool_use","id":"b","name":"f","input":{}}]},
                  {"role":"user","content":[{"type":"tool_result","tool_use_id":"b"}]},
                  {"role":"user","content":[{"type":"tool_result","tool_use_id":"a","content":"1"}]}]}""");

        assertThat(Transcript.breach(request.transcript())).isNull();
        assertThat(request.transcript()).hasSize(4);
        assertThat(request.transcript().getFirst()).isEqualTo(new Turn.User(List.of(new Part.Text("One."), new Part.Text("Two."))));
        assertThat(((Turn.Assistant) request.transcript().get(1)).calls()).extracting(made -> made.id().value()).containsExactly("a", "b");
    }

    /// Whose thinking it is cannot be told, and no other model may be sent it.
    @Test
    void thinkingThatACallerSendsIsNotSentOn() {
        var request = read("""
                {"model":"m","max_tokens":5,"messages":[{"role":"user","content":"hi"},
                  {"role":"assistant","content":[{"type":"redacted_thinking","data":"eA=="},{"type":"thinking","thinking":"Hm.","signature":"c2ln"}]},
                  {"role":"user","content":"So?"}]}""");

        assertThat(request.transcript()).hasSize(2).allMatch(Turn.User.class::isInstance);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "{\"type\":\"auto\"} | Auto[]", "{\"type\":\"any\"} | Required[]", "{\"type\":\"none\"} | None[]",
        "{\"type\":\"tool\",\"name\":\"f\"} | Named[tool=f]"
    })
    void everyChoiceOfToolsIsRead(String choice, String read) {
        assertThat(read("{" + ASKED + ",\"tool_choice\":" + choice + "}").choice().toString()).isEqualTo(read);
    }

    @ParameterizedTest
    @ValueSource(strings = {"temperature\":1.0", "top_p\":1.0", "top_k\":5"})
    void samplingIsNoLongerPartOfTheNewerVersion(String field) {
        var body = WireJson.parse("{" + ASKED + ",\"" + field + "}");

        assertThat(MessagesRequest.read(body, MessagesVersion.V2023_06_01)).isInstanceOf(CallerRequest.Read.class);
        assertThat(MessagesRequest.read(body, MessagesVersion.V2026_10_21)).isInstanceOfSatisfying(
                CallerRequest.Wrong.class, wrong -> assertThat(wrong.message()).contains("2026-10-21", "leave it out"));
    }

    @Test
    void aCountNeedsNoLimitAndAsksNothingOfAnAnswer() {
        var prompt = WireJson.parse("{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}],\"thinking\":{\"type\":\"adaptive\"}}");
        var answer = WireJson.parse("{" + ASKED + "}");

        assertThat(MessagesRequest.counted(prompt, MessagesVersion.V2023_06_01)).isInstanceOf(CallerRequest.Read.class);
        assertThat(MessagesRequest.counted(answer, MessagesVersion.V2023_06_01)).isInstanceOf(CallerRequest.Wrong.class);
    }

    /// What no other format has a word for reaches the models that have one.
    @Test
    void whatIsAskedOfAnAnswerIsSentOn() {
        var options = read("{" + ASKED + ",\"top_k\":7,\"thinking\":{\"type\":\"adaptive\"},\"service_tier\":\"standard_only\","
                + "\"metadata\":{\"user_id\":\"u\"},\"output_config\":{\"effort\":\"max\"}}").options();
        var prompt = new Prompt(List.of(new Turn.User(List.of(new Part.Text("hi")))), List.of(), new ToolChoice.Auto(), options);

        var anthropic = WireCases.codec(Wire.ANTHROPIC_MESSAGES).request(prompt, WireCases.entry(Wire.ANTHROPIC_MESSAGES, "anthropic", "c"));
        var gemini = WireCases.codec(Wire.GEMINI).request(prompt, WireCases.entry(Wire.GEMINI, "gemini", "gemini-3-pro"));
        var openAi = WireCases.codec(Wire.OPENAI_CHAT).request(prompt, WireCases.entry(Wire.OPENAI_CHAT, "openai", "gpt"));

        assertThat(anthropic.path("top_k").asInt()).isEqualTo(7);
        assertThat(anthropic.path("thinking").toString()).isEqualTo("{\"type\":\"adaptive\"}");
        assertThat(anthropic.path("service_tier").asString()).isEqualTo("standard_only");
        assertThat(anthropic.at("/metadata/user_id").asString()).isEqualTo("u");
        assertThat(anthropic.at("/output_config/effort").asString()).isEqualTo("max");
        assertThat(gemini.at("/generationConfig/topK").asInt()).isEqualTo(7);
        assertThat(openAi.path("service_tier").asString()).isEqualTo("default");
        assertThat(openAi.has("reasoning_effort")).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "{\"type\":\"adaptive\"} | true", "{\"type\":\"disabled\"} | true", "{\"type\":\"enabled\",\"budget_tokens\":2048} | false"
    })
    void onlyABudgetForThinkingIsLostWhereThereIsNone(String thinking, boolean idle) {
        assertThat(Parameter.THINKING.isIdle(WireJson.parse(thinking))).isEqualTo(idle);
    }

    @Test
    void everyFaultNamesItsPlaceAndWhatWouldBeRight() throws IOException {
        Path golden = Path.of("src/test/resources/messages-request/faults.txt");
        List<String> faults = new ArrayList<>();
        for (String line : Files.readAllLines(Path.of("src/test/resources/messages-request/faulty.jsonl"))) {
            JsonNode body = WireJson.parse(line);
            faults.add(MessagesRequest.read(body, MessagesVersion.V2023_06_01) instanceof CallerRequest.Wrong wrong
                    ? wrong.param() + " | " + wrong.message()
                    : "no fault in " + line);
        }

        if ("write".equals(System.getProperty("signalbox.golden"))) {
            Files.writeString(golden, String.join("\n", faults) + "\n");
        }
        assertThat(faults).isEqualTo(Files.readAllLines(golden));
    }

    private static CallerRequest read(String body) {
        var reading = MessagesRequest.read(WireJson.parse(body), MessagesVersion.V2023_06_01);
        assertThat(reading).isInstanceOf(CallerRequest.Read.class);
        return ((CallerRequest.Read) reading).request();
    }
}
