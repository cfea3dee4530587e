package signalbox.host.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.JsonValue;
import com.openai.errors.NotFoundException;
import com.openai.errors.UnauthorizedException;
import com.openai.models.FunctionDefinition;
import com.openai.models.FunctionParameters;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionFunctionTool;
import com.openai.models.chat.completions.ChatCompletionToolMessageParam;
import com.openai.models.responses.ResponseCreateParams;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import signalbox.testing.WaitingServer;
import signalbox.testing.WaitingServer.Arrival;

/// OpenAI's own client for Java, at its defaults, as a caller.
@NullUnmarked
class OpenAiJavaSdkTest {
    private static final String USAGE = "\"usage\": {\"prompt_tokens\": 9, \"completion_tokens\": 3, \"total_tokens\": 12}";

    private final WaitingServer provider = WaitingServer.open();
    private final ApiYard yard = new ApiYard("""
            providers:
              slow: {wire: openai-chat, url: 'http://127.0.0.1:%d/v1'}
            models:
              slow/one: {id: one, context: 1000000, output: 4000, price: {input: 1.0, output: 2.0}, can: [tools, json-schema]}
            """.formatted(provider.port()), """
            policy: test
            rules:
              - {name: all, use: slow/one}
            """);
    private final OpenAIClient client = client(yard.token);

    @AfterEach
    void close() {
        client.close();
        yard.close();
        provider.close();
    }

    @Test
    void itCallsAToolGoesOnAndReadsAStream() throws Exception {
        var first = ChatCompletionCreateParams.builder().model("signalbox/auto").addUserMessage("Cancel it").addTool(cancel());
        next(asked -> asked.answer("""
                {"choices": [{"index": 0, "finish_reason": "tool_calls", "message": {"role": "assistant", "content": null,
                  "tool_calls": [{"id": "a", "type": "function", "function": {"name": "cancel", "arguments": "{\\"id\\": 7}"}}]}}], %s}""".formatted(USAGE)));

        var called = client.chat().completions().create(first.build());
        var message = called.choices().getFirst().message();
        var call = message.toolCalls().orElseThrow().getFirst().asFunction();
        next(asked -> streamed(asked, "It is ", "done."));
        var said = new StringBuilder();
        try (var stream = client.chat().completions().createStreaming(first.addMessage(message)
                .addMessage(ChatCompletionToolMessageParam.builder().toolCallId(call.id()).content("cancelled").build()).build())) {
            stream.stream().flatMap(chunk -> chunk.choices().stream()).forEach(choice -> choice.delta().content().ifPresent(said::append));
        }

        assertThat(call.function().name()).isEqualTo("cancel");
        assertThat(call.function().arguments()).isEqualTo("{\"id\":7}");
        assertThat(called.usage().orElseThrow().promptTokens()).isEqualTo(9);
        assertThat(said).hasToString("It is done.");
    }

    @Test
    void itGoesOnFromAResponse() throws Exception {
        next(asked -> asked.answer("{\"choices\": [{\"index\": 0, \"finish_reason\": \"stop\", \"message\": {\"content\": \"Hello.\"}}], " + USAGE + "}"));
        var first = client.responses().create(ResponseCreateParams.builder().model("signalbox/auto").input("hi").build());
        next(asked -> streamed(asked, "And ", "again."));
        var said = new StringBuilder();

        try (var stream = client.responses().createStreaming(ResponseCreateParams.builder()
                .model("signalbox/auto").previousResponseId(first.id()).input("And?").build())) {
            stream.stream().forEach(event -> event.outputTextDelta().ifPresent(delta -> said.append(delta.delta())));
        }
        client.responses().delete(first.id());

        assertThat(first.output().getFirst().asMessage().content().getFirst().asOutputText().text()).isEqualTo("Hello.");
        assertThat(said).hasToString("And again.");
        assertThatThrownBy(() -> client.responses().retrieve(first.id())).isInstanceOf(NotFoundException.class);
    }

    @Test
    void itKnowsTheErrors() {
        var ask = ChatCompletionCreateParams.builder().addUserMessage("hi");

        assertThatThrownBy(() -> client.chat().completions().create(ask.model("none").build())).isInstanceOf(NotFoundException.class);
        var stranger = client("sbx_wrong");
        assertThatThrownBy(() -> stranger.chat().completions().create(ask.model("signalbox/auto").build()))
                .isInstanceOf(UnauthorizedException.class);
        stranger.close();
    }

    private OpenAIClient client(String token) {
        return OpenAIOkHttpClient.builder().baseUrl("http://127.0.0.1:" + yard.port() + "/v1").apiKey(token).build();
    }

    private static ChatCompletionFunctionTool cancel() {
        return ChatCompletionFunctionTool.builder().function(FunctionDefinition.builder().name("cancel")
                .parameters(FunctionParameters.builder()
                        .putAdditionalProperty("type", JsonValue.from("object"))
                        .putAdditionalProperty("properties", JsonValue.from(Map.of("id", Map.of("type", "integer"))))
                        .putAdditionalProperty("required", JsonValue.from(List.of("id")))
                        .build())
                .build()).build();
    }

    private interface Answering {
        void answer(Arrival asked);
    }

    /// How the provider answers the request that comes next.
    private void next(Answering how) {
        Thread.ofVirtual().start(() -> {
            try {
                how.answer(provider.arrival());
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private static void streamed(Arrival asked, String... pieces) {
        asked.stream();
        for (var piece : pieces) {
            asked.event("{\"choices\": [{\"index\": 0, \"delta\": {\"content\": \"" + piece + "\"}, \"finish_reason\": null}]}");
        }
        asked.event("{\"choices\": [{\"index\": 0, \"delta\": {}, \"finish_reason\": \"stop\"}]}");
        asked.event("{\"choices\": [], " + USAGE + "}");
        asked.event("[DONE]");
        asked.close();
    }
}
