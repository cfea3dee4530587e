package signalbox.host.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import signalbox.testing.Npm;
import signalbox.testing.WaitingServer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Libraries that agents are written with, at their defaults: each runs its own tool loop over the host, whole and streamed,
/// and asks for an answer of a schema. The provider behind speaks another format.
@NullUnmarked
class AgentLibrariesTest {
    private static final String SCHEMA = "{type: 'object', properties: {id: {type: 'integer'}}, required: ['id'], additionalProperties: false}";

    /// The AI SDK, over chat completions and over responses.
    private static final String AI_SDK = """
            import {generateText, generateObject, streamText, tool, jsonSchema, stepCountIs} from 'ai';
            import {createOpenAICompatible} from '@ai-sdk/openai-compatible';
            import {createOpenAI} from '@ai-sdk/openai';
            const [base, apiKey] = process.argv.slice(2);
            const baseURL = base + '/v1';
            const ran = [];
            const schema = jsonSchema(SCHEMA);
            const cancel = tool({description: 'Cancels an order', inputSchema: schema, execute: async ({id}) => { ran.push(id); return 'cancelled ' + id; }});
            const compatible = createOpenAICompatible({name: 'signalbox', baseURL, apiKey, includeUsage: true, supportsStructuredOutputs: true});
            const models = {chat: compatible('signalbox/auto'), responses: createOpenAI({baseURL, apiKey}).responses('signalbox/auto')};
            const seen = {};
            for (const [name, model] of Object.entries(models)) {
              const asked = {model, tools: {cancel}, stopWhen: stepCountIs(4), prompt: 'Cancel it'};
              const whole = await generateText(asked);
              const stream = streamText({...asked, onError: ({error}) => { seen.error = String(error); }});
              const pieces = [];
              for await (const piece of stream.textStream) pieces.push(piece);
              const {object} = await generateObject({model, schema, prompt: 'Which one?'});
              const failed = await generateText({...asked, model: name === 'chat' ? compatible('none') : createOpenAI({baseURL, apiKey}).responses('none')})
                .then(() => null, error => error.statusCode);
              seen[name] = {text: whole.text, steps: whole.steps.length, finish: whole.finishReason, tokens: whole.totalUsage.inputTokens,
                streamed: pieces.join('|'), streamedSteps: (await stream.steps).length, streamedTokens: (await stream.totalUsage).inputTokens, object, failed};
            }
            seen.ran = ran;
            console.log(JSON.stringify(seen));
            """.replace("SCHEMA", SCHEMA);

    private static final String LANGCHAIN = """
            import {ChatOpenAI} from '@langchain/openai';
            import {tool} from '@langchain/core/tools';
            import {HumanMessage} from '@langchain/core/messages';
            const [base, apiKey] = process.argv.slice(2);
            const ran = [];
            const schema = SCHEMA;
            const cancel = tool(async ({id}) => { ran.push(id); return 'cancelled ' + id; }, {name: 'cancel', description: 'Cancels an order', schema});
            const seen = {};
            for (const useResponsesApi of [false, true]) {
              const model = new ChatOpenAI({model: 'signalbox/auto', apiKey, useResponsesApi, configuration: {baseURL: base + '/v1'}});
              const bound = model.bindTools([cancel]);
              const called = await bound.invoke([new HumanMessage('Cancel it')]);
              const messages = [new HumanMessage('Cancel it'), called, await cancel.invoke(called.tool_calls[0])];
              const whole = await bound.invoke(messages);
              const pieces = [];
              for await (const chunk of await bound.stream(messages)) if (chunk.text) pieces.push(chunk.text);
              const object = await model.withStructuredOutput(schema, {name: 'which', method: 'jsonSchema'}).invoke('Which one?');
              const failed = await new ChatOpenAI({model: 'none', apiKey, useResponsesApi, configuration: {baseURL: base + '/v1'}})
                .invoke('hi').then(() => null, error => error.status);
              seen[useResponsesApi ? 'responses' : 'chat'] = {called: called.tool_calls[0].args, tokens: called.usage_metadata.input_tokens,
                text: whole.text, streamed: pieces.join('|'), object, failed};
            }
            seen.ran = ran;
            console.log(JSON.stringify(seen));
            """.replace("SCHEMA", SCHEMA);

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

    @AfterEach
    void close() {
        yard.close();
        provider.close();
    }

    @Test
    void theAiSdkRunsItsLoopOverEitherFormat() throws Exception {
        var seen = seen("ai-sdk.mjs", AI_SDK);

        for (var format : new String[] {"chat", "responses"}) {
            assertThat(seen.path(format).toString()).as(format).isEqualTo("""
                    {"text":"It is done.","steps":2,"finish":"stop","tokens":18,"streamed":"It is |done.","streamedSteps":2,\
                    "streamedTokens":18,"object":{"id":7},"failed":404}""");
        }
        assertThat(seen.path("ran").toString()).isEqualTo("[7,7,7,7]");
    }

    @Test
    void langChainRunsItsLoopOverEitherFormat() throws Exception {
        var seen = seen("langchain.mjs", LANGCHAIN);

        for (var format : new String[] {"chat", "responses"}) {
            assertThat(seen.path(format).toString()).as(format).isEqualTo("""
                    {"called":{"id":7},"tokens":9,"text":"It is done.","streamed":"It is |done.","object":{"id":7},"failed":404}""");
        }
        assertThat(seen.path("ran").toString()).isEqualTo("[7,7]");
    }

    private JsonNode seen(String name, String script) throws IOException, InterruptedException {
        var npm = Npm.installed();
        var said = npm.script(name + ".out", "");
        var answering = Thread.ofVirtual().start(this::answer);
        var client = new ProcessBuilder(
                        npm.node().toString(), npm.script(name, script).toString(), "http://127.0.0.1:" + yard.port(), yard.token)
                .redirectOutput(said.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            assertThat(client.waitFor(60, TimeUnit.SECONDS)).as(name + " ends").isTrue();
            return JsonMapper.shared().readTree(Files.readString(said));
        } finally {
            client.destroyForcibly();
            answering.interrupt();
        }
    }

    /// A model that cancels order 7, says so once it is done, and knows which one where a schema is asked for.
    private void answer() {
        try {
            while (true) {
                var asked = provider.arrival(Duration.ofSeconds(60));
                var body = JsonMapper.shared().readTree(asked.body());
                var delta = body.has("response_format") ? "{\"content\": \"{\\\"id\\\": 7}\"}"
                        : !body.at("/messages").get(body.at("/messages").size() - 1).path("role").asString().equals("tool") ? """
                                {"tool_calls": [{"index": 0, "id": "a", "type": "function", "function": {"name": "cancel", "arguments": "{\\"id\\": 7}"}}]}"""
                        : "{\"content\": \"It is done.\"}";
                var finish = delta.contains("tool_calls") ? "tool_calls" : "stop";
                if (!body.path("stream").asBoolean()) {
                    asked.answer("{\"choices\": [{\"index\": 0, \"finish_reason\": \"" + finish + "\", \"message\": " + delta + "}], \"usage\": " + USAGE + "}");
                    continue;
                }
                asked.stream();
                for (var piece : delta.contains("It is") ? new String[] {"{\"content\": \"It is \"}", "{\"content\": \"done.\"}"} : new String[] {delta}) {
                    asked.event("{\"choices\": [{\"index\": 0, \"delta\": " + piece + ", \"finish_reason\": null}]}");
                }
                asked.event("{\"choices\": [{\"index\": 0, \"delta\": {}, \"finish_reason\": \"" + finish + "\"}]}");
                asked.event("{\"choices\": [], \"usage\": " + USAGE + "}");
                asked.event("[DONE]");
                asked.close();
            }
        } catch (InterruptedException | AssertionError _) {
            // the client has ended
        }
    }

    private static final String USAGE = "{\"prompt_tokens\": 9, \"completion_tokens\": 3, \"total_tokens\": 12}";
}
