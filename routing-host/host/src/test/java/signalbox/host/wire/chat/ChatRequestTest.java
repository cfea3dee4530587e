package signalbox.host.wire.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import signalbox.host.turn.AnswerFormat;
import signalbox.host.turn.CallArguments;
import signalbox.host.turn.CallId;
import signalbox.host.turn.FinishReason;
import signalbox.host.turn.Part;
import signalbox.host.turn.ToolCall;
import signalbox.host.turn.ToolChoice;
import signalbox.host.turn.ToolOffer;
import signalbox.host.turn.Transcript;
import signalbox.host.turn.Turn;
import signalbox.host.wire.WireCases;
import signalbox.host.wire.WireJson;
import signalbox.host.wire.caller.CallerRequest;
import signalbox.policy.money.Usage;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class ChatRequestTest {
    /// Some clients count their ids anew in every message: as often as they like.
    @Test
    void idsThatRepeatInEveryMessageAreToldApartAtOnce() {
        var body = new StringBuilder("{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"Go\"}");
        for (int n = 0; n < 20_000; n++) {
            body.append(",{\"role\":\"assistant\",\"tool_calls\":[{\"id\":\"c\",\"type\":\"function\",\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}}]},"
                    + "{\"role\":\"tool\",\"tool_call_id\":\"c\",\"content\":\"1\"}");
        }

        var request = assertTimeoutPreemptively(Duration.ofSeconds(10), () -> read(body.append("]}").toString()));

        assertThat(Transcript.breach(request.transcript())).isNull();
        assertThat(((Turn.Assistant) request.transcript().get(3)).calls().getFirst().id()).isEqualTo(new CallId("c#1"));
        assertThat(((Turn.Assistant) request.transcript().get(39_999)).calls().getFirst().id()).isEqualTo(new CallId("c#19999"));
    }

    @Test
    void aRequestIsReadWhole() {
        CallerRequest request = read(
                """
                {"model":"signalbox/auto","user":"u","seed":1,"n":1,"stop":"END","max_tokens":5,"temperature":0.5,
                 "messages":[{"role":"developer","content":"Be brief."},
                  {"role":"user","content":[{"type":"text","text":"See"},{"type":"image_url","image_url":{"url":"data:image/png;base64,aGk="}}]},
                  {"role":"assistant","content":null,"tool_calls":[{"id":"call_0","type":"function","function":{"name":"f","arguments":"{\\"a\\":1}"}}]},
                  {"role":"tool","tool_call_id":"call_0","content":[{"type":"text","text":"1"}]},
                  {"role":"assistant","content":"x","tool_calls":[{"id":"call_0","type":"function","function":{"name":"f","arguments":"{"}}]},
                  {"role":"tool","tool_call_id":"call_0","content":"2"}],
                 "tools":[{"type":"function","function":{"name":"f","parameters":{"type":"object"},"strict":true}},
                          {"type":"mcp","server_label":"retail","allowed_tools":["get_order"]}],
                 "tool_choice":{"type":"function","function":{"name":"f"}},
                 "response_format":{"type":"json_schema","json_schema":{"name":"a","schema":{"type":"object"}}},
                 "metadata":{"ticket":"T-1"}}""");

        assertThat(request.model()).isEqualTo("signalbox/auto");
        assertThat(Transcript.breach(request.transcript())).isNull();
        assertThat(request.transcript()).hasSize(6);
        assertThat(request.transcript().get(1)).isEqualTo(new Turn.User(List.of(new Part.Text("See"), new Part.Image("image/png", "aGk="))));
        assertThat(request.transcript().get(2)).isEqualTo(new Turn.Assistant(
                List.of(),
                List.of(new ToolCall(new CallId("call_0"), "f", new CallArguments.Parsed(WireCases.object("{\"a\":1}")))),
                List.of()));
        assertThat(((Turn.Assistant) request.transcript().get(4)).calls().getFirst().id()).isEqualTo(new CallId("call_0#1"));
        assertThat(request.hostTools()).containsExactly(new CallerRequest.HostTools("retail", List.of("get_order")));
        assertThat(request.choice()).isEqualTo(new ToolChoice.Named("f"));
        assertThat(request.options().outputTokens()).isEqualTo(5);
        assertThat(request.options().stop()).containsExactly("END");
        assertThat(request.options().format()).isEqualTo(new AnswerFormat("a", "", false, WireCases.object("{\"type\":\"object\"}")));
        assertThat(request.metadata()).containsEntry("ticket", "T-1");
        assertThat(request.delivery()).isEqualTo(CallerRequest.Delivery.WHOLE);
    }

    @Test
    void toolsThatAChoiceDoesNotAllowAreAsGoodAsNotThere() {
        CallerRequest request = read("""
                {"model":"m","messages":[{"role":"user","content":"x"}],
                 "tools":[{"type":"function","function":{"name":"f"}},{"type":"function","function":{"name":"g"}},
                   {"type":"mcp","server_label":"retail","allowed_tools":["get_order"]},{"type":"mcp","server_label":"knowledge"}],
                 "tool_choice":{"type":"allowed_tools","allowed_tools":{"mode":"required","tools":[
                   {"type":"function","function":{"name":"g"}},{"type":"mcp","server_label":"retail"}]}}}""");

        assertThat(request.tools()).extracting(ToolOffer::name).containsExactly("g");
        assertThat(request.hostTools()).containsExactly(new CallerRequest.HostTools("retail", List.of("get_order")));
        assertThat(request.choice()).isEqualTo(new ToolChoice.Required());
    }

    @Test
    void everyFaultNamesItsPlaceAndWhatWouldBeRight() throws IOException {
        Path golden = Path.of("src/test/resources/chat-request/faults.txt");
        List<String> bodies = List.of(
                "[]",
                "{}",
                "{\"model\":7,\"messages\":[]}",
                "{\"model\":\"m\"}",
                "{\"model\":\"m\",\"messages\":[]}",
                "{\"model\":\"m\",\"messages\":[{\"role\":\"robot\",\"content\":\"\"}]}",
                "{\"model\":\"m\",\"messages\":[{\"role\":\"user\"}]}",
                "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"image_url\",\"image_url\":{\"url\":\"http://169.254.169.254/\"}}]}]}",
                "{\"model\":\"m\",\"messages\":[{\"role\":\"assistant\"}]}",
                "{\"model\":\"m\",\"messages\":[{\"role\":\"tool\",\"tool_call_id\":\"x\",\"content\":\"\"}]}",
                "{\"model\":\"m\",\"messages\":[{\"role\":\"assistant\",\"tool_calls\":[{\"id\":\"c\",\"function\":{\"name\":\"f\"}}]}]}",
                "{\"model\":\"m\",\"messages\":[{\"role\":\"assistant\",\"tool_calls\":[{\"id\":\"c\",\"function\":{\"name\":\"f\"}}]},{\"role\":\"user\",\"content\":\"\"}]}",
                "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"\"}],\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"a.b\"}}]}",
                "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"\"}],\"tools\":[{\"type\":\"web_search\"}]}",
                "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"\"}],\"tool_choice\":\"any\"}",
                "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"\"}],\"tool_choice\":{\"type\":\"allowed_tools\",\"allowed_tools\":{\"mode\":\"auto\",\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\"}}]}}}",
                "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"\"}],\"tool_choice\":{\"type\":\"allowed_tools\"}}",
                "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"\"}],\"temperature\":\"hot\"}",
                "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"\"}],\"max_tokens\":0}",
                "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"\"}],\"n\":2}",
                "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"\"}],\"functions\":[]}",
                "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"\"}],\"api_base\":\"http://x\"}");

        List<String> faults = new ArrayList<>();
        for (String body : bodies) {
            CallerRequest.Reading reading = ChatRequest.read(WireJson.parse(body));
            faults.add(reading instanceof CallerRequest.Wrong wrong
                    ? wrong.param() + " | " + wrong.message()
                    : "no fault in " + body);
        }

        if ("write".equals(System.getProperty("signalbox.golden"))) {
            Files.createDirectories(golden.toAbsolutePath().getParent());
            Files.writeString(golden, String.join("\n", faults) + "\n");
        }
        assertThat(faults).isEqualTo(Files.readAllLines(golden));
    }

    @Test
    void anAnswerReadsBackAsTheSameTurn() {
        Turn.Assistant turn = new Turn.Assistant(
                List.of(new Part.Text("I look.")),
                List.of(new ToolCall(new CallId("call_x"), "f", new CallArguments.Parsed(WireCases.object("{\"a\":1}")))),
                List.of());

        ObjectNode json = new ChatAnswer(
                        "chatcmpl-1", Instant.EPOCH, "openai/gpt", turn, FinishReason.TOOL_CALLS, new Usage(10, 4, 0, 2))
                .json();
        ObjectNode body = WireJson.object().put("model", "m");
        body.putArray("messages").add(json.at("/choices/0/message")).addObject().put("role", "tool").put("tool_call_id", "call_x").put("content", "1");

        assertThat(read(WireJson.write(body)).transcript().getFirst()).isEqualTo(turn);
        assertThat(json.at("/choices/0/finish_reason").asString()).isEqualTo("tool_calls");
        assertThat(json.at("/usage/prompt_tokens_details/cached_tokens").asInt()).isEqualTo(4);
        JsonNode error = ChatError.of(new CallerRequest.Wrong("", "no")).json();
        assertThat(WireJson.write(error)).isEqualTo("{\"error\":{\"message\":\"no\",\"type\":\"invalid_request_error\",\"param\":null,\"code\":null}}");
    }

    private static CallerRequest read(String body) {
        CallerRequest.Reading reading = ChatRequest.read(WireJson.parse(body));
        assertThat(reading).isInstanceOf(CallerRequest.Read.class);
        return ((CallerRequest.Read) reading).request();
    }
}
