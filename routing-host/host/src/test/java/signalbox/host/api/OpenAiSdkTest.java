package signalbox.host.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import signalbox.testing.Npm;
import signalbox.testing.WaitingServer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// OpenAI's own client for Node, at its defaults, as a caller of chats.
@NullUnmarked
class OpenAiSdkTest {
    private static final String SCRIPT = """
            import OpenAI from 'openai';
            const [baseURL, apiKey, prompt] = process.argv.slice(2);
            const client = new OpenAI({baseURL, apiKey});
            const tools = [{type: 'function', function: {name: 'cancel', parameters: {type: 'object', properties: {id: {type: 'integer'}}}}}];
            const request = {model: 'signalbox/auto', messages: [{role: 'user', content: prompt}], tools};
            const seen = {pieces: [], error: null};
            try {
              const stream = client.chat.completions.stream({...request, stream_options: {include_usage: true}});
              stream.on('content', piece => seen.pieces.push(piece));
              seen.whole = await stream.finalChatCompletion();
            } catch (error) {
              seen.error = {name: error.constructor.name, status: error.status ?? null, code: error.code ?? null};
            }
            console.log(JSON.stringify(seen));
            """;

    private final WaitingServer provider = WaitingServer.open();
    private final ApiYard yard = new ApiYard("""
            providers:
              slow: {wire: openai-chat, url: 'http://127.0.0.1:%d/v1'}
            models:
              slow/one: {id: one, context: 1000000, output: 4000, price: {input: 1.0, output: 2.0}, can: [tools]}
            """.formatted(provider.port()), """
            policy: test
            rules:
              - {name: all, use: slow/one}
            """);

    @AfterEach
    void close() {
        yard.close();
        provider.close();
    }

    @Test
    void itReadsAStreamedAnswerWithItsCallsAndItsTokens() throws Exception {
        var seen = asked(arrival -> {
            arrival.stream();
            arrival.event(delta("{\"content\": \"I \"}"));
            arrival.event(delta("{\"content\": \"cancel.\"}"));
            arrival.event(delta("{\"tool_calls\": [{\"index\": 0, \"id\": \"a\", \"type\": \"function\", \"function\": {\"name\": \"cancel\", \"arguments\": \"{\\\"id\\\"\"}}]}"));
            arrival.event(delta("{\"tool_calls\": [{\"index\": 0, \"function\": {\"arguments\": \": 7}\"}}]}"));
            arrival.event("{\"choices\": [{\"index\": 0, \"delta\": {}, \"finish_reason\": \"tool_calls\"}]}");
            arrival.event("{\"choices\": [], \"usage\": {\"prompt_tokens\": 9, \"completion_tokens\": 3, \"total_tokens\": 12}}");
            arrival.event("[DONE]");
            arrival.close();
        });

        assertThat(seen.path("error").isNull()).as(seen.toString()).isTrue();
        assertThat(seen.path("pieces").toString()).isEqualTo("[\"I \",\"cancel.\"]");
        assertThat(seen.at("/whole/choices/0/message/content").asString()).isEqualTo("I cancel.");
        assertThat(seen.at("/whole/choices/0/finish_reason").asString()).isEqualTo("tool_calls");
        assertThat(seen.at("/whole/choices/0/message/tool_calls/0/function/arguments").asString()).isEqualTo("{\"id\":7}");
        assertThat(seen.at("/whole/usage/total_tokens").asInt()).isEqualTo(12);
        assertThat(seen.at("/whole/model").asString()).isEqualTo("slow/one");
    }

    @Test
    void aStreamThatBreaksOffIsAnErrorToItAndNothingIsRepeated() throws Exception {
        var seen = asked(arrival -> {
            arrival.stream();
            arrival.event(delta("{\"content\": \"I \"}"));
            arrival.close();
        });

        assertThat(seen.at("/error/name").asString()).as(seen.toString()).isEqualTo("APIError");
        assertThat(provider.requests()).isEqualTo(1);
    }

    private static String delta(String delta) {
        return "{\"choices\": [{\"index\": 0, \"delta\": " + delta + ", \"finish_reason\": null}]}";
    }

    @FunctionalInterface
    private interface Answer {
        void to(WaitingServer.Arrival arrival);
    }

    private JsonNode asked(Answer answer) throws Exception {
        var npm = Npm.installed();
        var script = npm.script("openai-stream.mjs", SCRIPT);
        var client = new ProcessBuilder(
                        npm.node().toString(), script.toString(), "http://127.0.0.1:" + yard.port() + "/v1", yard.token, "Cancel it")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        Thread.ofVirtual().start(() -> {
            try {
                answer.to(provider.arrival());
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        var out = new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(client.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return JsonMapper.shared().readTree(out);
    }
}
