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

/// OpenAI's own client for Node, at its defaults, as a caller of responses.
@NullUnmarked
class ResponsesSdkTest {
    private static final String SCRIPT = """
            import OpenAI from 'openai';
            const [baseURL, apiKey] = process.argv.slice(2);
            const client = new OpenAI({baseURL, apiKey});
            const tools = [{type: 'function', name: 'cancel', strict: false, parameters: {type: 'object', properties: {id: {type: 'integer'}}}}];
            const request = {model: 'signalbox/auto', input: [{role: 'user', content: 'Cancel it'}], tools};
            const failed = async asked => asked.then(() => null, e => ({name: e.constructor.name, status: e.status ?? null, param: e.param}));
            const seen = {pieces: []};
            seen.called = await client.responses.create(request);
            const call = seen.called.output.find(item => item.type === 'function_call');
            const input = [...request.input, ...seen.called.output, {type: 'function_call_output', call_id: call.call_id, output: 'done'}];
            const stream = client.responses.stream({...request, input});
            stream.on('response.output_text.delta', event => seen.pieces.push(event.delta));
            seen.final = await stream.finalResponse();
            seen.next = await client.responses.create({model: 'signalbox/auto', input: 'And?', previous_response_id: seen.final.id});
            seen.read = await client.responses.retrieve(seen.next.id);
            seen.events = [];
            for await (const event of await client.responses.create({...request, stream: true})) seen.events.push(event.type);
            seen.unknown = await failed(client.responses.create({...request, model: 'none'}));
            seen.invalid = await failed(client.responses.create({...request, tools: [{type: 'web_search'}]}));
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

        assertThat(seen.at("/called/output_text").asString()).as(seen.toString()).isEqualTo("I cancel.");
        assertThat(seen.at("/called/output/1/arguments").asString()).isEqualTo("{\"id\":7}");
        assertThat(seen.at("/called/usage/input_tokens").asInt()).isEqualTo(9);
        var sentOn = continued.get(10, TimeUnit.SECONDS);
        assertThat(sentOn.at("/messages/2/content").asString()).isEqualTo("done");
        assertThat(sentOn.at("/messages/2/tool_call_id")).isEqualTo(sentOn.at("/messages/1/tool_calls/0/id"));
        assertThat(seen.path("pieces").toString()).isEqualTo("[\"It is \",\"done.\"]");
        assertThat(seen.at("/final/output_text").asString()).isEqualTo("It is done.");
        assertThat(seen.at("/final/status").asString()).isEqualTo("completed");
        assertThat(seen.at("/next/output_text").asString()).isEqualTo("Nothing.");
        assertThat(seen.at("/read/output_text").asString()).isEqualTo("Nothing.");
        assertThat(seen.at("/read/previous_response_id")).isEqualTo(seen.at("/final/id"));
        assertThat(seen.path("events").get(seen.path("events").size() - 1).asString()).isEqualTo("response.failed");
        assertThat(seen.path("unknown").toString()).isEqualTo("{\"name\":\"NotFoundError\",\"status\":404,\"param\":\"model\"}");
        assertThat(seen.path("invalid").toString()).isEqualTo("{\"name\":\"BadRequestError\",\"status\":400,\"param\":\"tools[0].type\"}");
        assertThat(provider.requests()).isEqualTo(4);
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
            provider.arrival().answer("""
                    {"choices": [{"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": "Nothing."}}]}""");
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
        var script = npm.script("openai-responses.mjs", SCRIPT);
        return new ProcessBuilder(npm.node().toString(), script.toString(), "http://127.0.0.1:" + yard.port() + "/v1", yard.token)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }
}
