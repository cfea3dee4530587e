package signalbox.host.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import signalbox.testing.Npm;
import signalbox.testing.WaitingServer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Anthropic's own client for Node, at its defaults, as a caller of messages that a provider of another format answers.
@NullUnmarked
class AnthropicSdkTest {
    private static final String SCRIPT = """
            import Anthropic from '@anthropic-ai/sdk';
            const [baseURL, apiKey] = process.argv.slice(2);
            const client = new Anthropic({baseURL, apiKey});
            const tools = [{name: 'cancel', input_schema: {type: 'object', properties: {id: {type: 'integer'}}}}];
            const request = {model: 'signalbox/auto', max_tokens: 64, messages: [{role: 'user', content: 'Cancel it'}], tools};
            const failure = error => ({name: error.constructor.name, status: error.status ?? null, type: error.type, code: error.errorCode});
            const failed = async asked => asked.then(() => null, failure);
            const seen = {pieces: []};
            seen.called = await client.messages.create(request);
            const messages = [...request.messages, {role: 'assistant', content: seen.called.content},
              {role: 'user', content: [{type: 'tool_result', tool_use_id: seen.called.content[1].id, content: 'done'}]}];
            const stream = client.messages.stream({...request, messages});
            stream.on('text', piece => seen.pieces.push(piece));
            seen.final = await stream.finalMessage();
            seen.broken = await failed(client.messages.stream(request).finalMessage());
            const {max_tokens, ...prompt} = request;
            seen.count = await client.messages.countTokens(prompt);
            seen.unknown = await failed(client.messages.create({...request, model: 'none'}));
            seen.invalid = await failed(client.messages.create({...request, inference_geo: 'us'}));
            seen.stranger = await failed(new Anthropic({baseURL, apiKey: 'sbx_wrong'}).messages.create(request));
            const older = new Anthropic({baseURL, apiKey: null, authToken: null, defaultHeaders: {'x-api-key': apiKey}});
            seen.older = await older.messages.countTokens(prompt);
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
    void itCallsToolsReadsStreamsAndKnowsTheErrors() throws Exception {
        var client = client();
        var continued = CompletableFuture.supplyAsync(this::answers);
        var seen = JsonMapper.shared().readTree(new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        assertThat(client.waitFor(60, TimeUnit.SECONDS)).isTrue();

        assertThat(seen.at("/called/stop_reason").asString()).as(seen.toString()).isEqualTo("tool_use");
        assertThat(seen.at("/called/content/0/text").asString()).isEqualTo("I cancel.");
        assertThat(seen.at("/called/content/1/input").toString()).isEqualTo("{\"id\":7}");
        assertThat(seen.at("/called/usage/input_tokens").asInt()).isEqualTo(9);
        var sentOn = continued.get(10, TimeUnit.SECONDS);
        assertThat(sentOn.at("/messages/2/content").asString()).isEqualTo("done");
        assertThat(sentOn.at("/messages/2/tool_call_id")).isEqualTo(sentOn.at("/messages/1/tool_calls/0/id"));
        assertThat(seen.path("pieces").toString()).isEqualTo("[\"It is \",\"done.\"]");
        assertThat(seen.at("/final/content/0/text").asString()).isEqualTo("It is done.");
        assertThat(seen.at("/final/stop_reason").asString()).isEqualTo("end_turn");
        assertThat(seen.at("/final/usage/output_tokens").asInt()).isEqualTo(3);
        assertThat(seen.at("/final/model").asString()).isEqualTo("slow/one");
        assertThat(seen.path("broken").toString())
                .isEqualTo("{\"name\":\"APIError\",\"status\":null,\"type\":\"overloaded_error\",\"code\":\"no_model_answered\"}");
        assertThat(seen.at("/count/input_tokens").asInt()).isPositive().isEqualTo(seen.at("/older/input_tokens").asInt());
        assertThat(seen.path("unknown").toString())
                .isEqualTo("{\"name\":\"NotFoundError\",\"status\":404,\"type\":\"not_found_error\",\"code\":\"model_not_found\"}");
        assertThat(seen.path("invalid").toString())
                .isEqualTo("{\"name\":\"BadRequestError\",\"status\":400,\"type\":\"invalid_request_error\",\"code\":\"invalid_value\"}");
        assertThat(seen.at("/stranger/name").asString()).isEqualTo("AuthenticationError");
        assertThat(provider.requests()).isEqualTo(3);
    }

    /// What the second request, which continues the first, sends the provider.
    private JsonNode answers() {
        try {
            provider.arrival().answer("""
                    {"choices": [{"index": 0, "finish_reason": "tool_calls", "message": {"role": "assistant", "content": "I cancel.",
                      "tool_calls": [{"id": "a", "type": "function", "function": {"name": "cancel", "arguments": "{\\"id\\": 7}"}}]}}],
                     "usage": {"prompt_tokens": 9, "completion_tokens": 3, "total_tokens": 12}}""");
            var second = provider.arrival();
            second.stream();
            second.event(text("It is "));
            second.event(text("done."));
            second.event("{\"choices\": [{\"index\": 0, \"delta\": {}, \"finish_reason\": \"stop\"}]}");
            second.event("{\"choices\": [], \"usage\": {\"prompt_tokens\": 9, \"completion_tokens\": 3, \"total_tokens\": 12}}");
            second.event("[DONE]");
            second.close();
            var third = provider.arrival();
            third.stream();
            third.event(text("Half"));
            third.close();
            return JsonMapper.shared().readTree(second.body());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String text(String text) {
        return "{\"choices\": [{\"index\": 0, \"delta\": {\"content\": \"" + text + "\"}, \"finish_reason\": null}]}";
    }

    private Process client() throws IOException {
        var npm = Npm.installed();
        var script = npm.script("anthropic-messages.mjs", SCRIPT);
        return new ProcessBuilder(npm.node().toString(), script.toString(), "http://127.0.0.1:" + yard.port(), yard.token)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }
}
