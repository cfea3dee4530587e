package signalbox.host.model.springai;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.ollama.OllamaChatModel;
import org.springframework.ai.ollama.api.OllamaApi;
import org.springframework.ai.ollama.api.OllamaChatOptions;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryTemplate;
import signalbox.host.model.Connector;
import signalbox.host.turn.CallArguments;
import signalbox.host.turn.CallId;
import signalbox.host.turn.FinishReason;
import signalbox.host.turn.Outcome;
import signalbox.host.turn.Part;
import signalbox.host.turn.Prompt;
import signalbox.host.turn.SamplingOptions;
import signalbox.host.turn.ToolCall;
import signalbox.host.turn.ToolChoice;
import signalbox.host.turn.ToolOffer;
import signalbox.host.turn.Turn;
import signalbox.host.wire.WireCases;
import signalbox.policy.catalogue.ModelEntry;
import signalbox.policy.catalogue.Wire;
import signalbox.policy.money.Usage;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Spring AI's Ollama module against a server that plays Ollama.
class SpringAiConnectorTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final ModelEntry ENTRY = WireCases.entry(Wire.SPRING_AI, "ollama", "qwen3", "tools");
    private static final String CALLS =
            """
            {"model":"qwen3","created_at":"2026-01-01T00:00:00Z","done":true,"done_reason":"stop",
             "message":{"role":"assistant","content":"","tool_calls":[
               {"function":{"name":"retail__get_order","arguments":{"id":"#W1"}}},
               {"function":{"name":"retail__get_order","arguments":{"id":"#W2"}}}]},
             "prompt_eval_count":50,"eval_count":7}""";

    private final List<ObjectNode> requests = Collections.synchronizedList(new ArrayList<>());
    private HttpServer server = created();
    private volatile int status = 200;
    private volatile String end = "stop";

    @BeforeEach
    void listen() {
        server.createContext("/api/chat", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            requests.add(WireCases.object(body));
            byte[] answer = CALLS.replace("\"stop\"", "\"" + end + "\"").getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void callsComeBackUnrunWithIdsOfOurs() {
        Outcome outcome = ask(prompt(List.of(user())));

        assertThat(outcome).isInstanceOfSatisfying(Outcome.Answered.class, answered -> {
            assertThat(answered.turn().calls()).extracting(ToolCall::tool).containsOnly("retail__get_order").hasSize(2);
            assertThat(answered.turn().calls()).extracting(ToolCall::id).doesNotHaveDuplicates();
            assertThat(answered.finish()).isEqualTo(FinishReason.TOOL_CALLS);
            assertThat(answered.usage()).isEqualTo(new Usage(50, 0, 0, 7));
        });
        assertThat(requests).hasSize(1);
        assertThat(requests.getFirst().at("/tools/0/function/name").asString()).isEqualTo("retail__get_order");
        assertThat(requests.getFirst().path("model").asString()).isEqualTo("qwen3");
    }

    @Test
    void callsInAnAnswerThatWasCutAreNone() {
        end = "length";

        assertThat(ask(prompt(List.of(user())))).isInstanceOfSatisfying(Outcome.Answered.class, answered -> {
            assertThat(answered.turn().calls()).isEmpty();
            assertThat(answered.finish()).isEqualTo(FinishReason.LENGTH);
        });
    }

    @Test
    void theHistoryOfAnotherModelIsShownWhole() {
        Turn.Assistant calling = new Turn.Assistant(
                List.of(),
                List.of(new ToolCall(new CallId("c"), "retail__get_order", new CallArguments.Parsed(WireCases.object("{\"id\":\"#W1\"}")))),
                List.of());
        Turn.ToolResult result =
                new Turn.ToolResult(new CallId("c"), List.of(new Part.Text("pending")), null, false, new TreeSet<>());

        ask(prompt(List.of(new Turn.Instructions("Be brief."), user(), calling, result)));

        JsonNode messages = requests.getFirst().path("messages");
        assertThat(messages.findValuesAsString("role")).containsExactly("system", "user", "assistant", "tool");
        assertThat(messages.get(2).at("/tool_calls/0/function/arguments/id").asString()).isEqualTo("#W1");
        assertThat(messages.get(3).path("content").asString()).isEqualTo("pending");
    }

    @Test
    void aServerErrorIsAnOutageAndIsAskedOnce() {
        status = 500;

        Outcome outcome = ask(prompt(List.of(user())));

        assertThat(outcome).isInstanceOf(Outcome.Unavailable.class);
        assertThat(requests).hasSize(1);
    }

    @Test
    void aProviderWithoutAChatModelIsAnObstacle() {
        try (SpringAiConnector connector = new SpringAiConnector(Map.of())) {
            assertThat(connector.connect(ENTRY))
                    .isEqualTo(new Connector.Missing("provider 'ollama' has no Spring AI chat model in this process"));
        }
    }

    private Outcome ask(Prompt prompt) {
        ChatModel model = OllamaChatModel.builder()
                .ollamaApi(OllamaApi.builder()
                        .baseUrl("http://127.0.0.1:" + server.getAddress().getPort())
                        .build())
                .options(OllamaChatOptions.builder().model("llama-of-its-own").build())
                .retryTemplate(new RetryTemplate(RetryPolicy.withMaxRetries(0)))
                .build();
        try (SpringAiConnector connector = new SpringAiConnector(Map.of("ollama", model))) {
            Connector.Found found = connector.connect(ENTRY);
            assertThat(found).isInstanceOf(Connector.Ready.class);
            return ((Connector.Ready) found).model().ask(prompt, LONG);
        }
    }

    private static Prompt prompt(List<Turn> turns) {
        ToolOffer offer = new ToolOffer(
                "retail__get_order", "Reads.", WireCases.object("{\"properties\":{\"id\":{\"$ref\":\"#/$defs/id\"}},\"$defs\":{\"id\":{\"type\":\"string\"}}}"));
        return new Prompt(turns, List.of(offer), new ToolChoice.Auto(), SamplingOptions.NONE);
    }

    private static Turn user() {
        return new Turn.User(List.of(new Part.Text("Hi.")));
    }

    private static HttpServer created() {
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException cannotListen) {
            throw new java.io.UncheckedIOException(cannotListen);
        }
    }
}
