package signalbox.host.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import signalbox.host.fake.FakeEmbeddings;
import signalbox.testing.Npm;
import signalbox.testing.ScriptedHttp;
import tools.jackson.databind.json.JsonMapper;

/// OpenAI's own client for Node, at its defaults, as a caller of embeddings: it asks for base64 and shows numbers.
@NullUnmarked
class EmbeddingsSdkTest {
    private static final String SCRIPT = """
            import OpenAI from 'openai';
            const [baseURL, apiKey] = process.argv.slice(2);
            const client = new OpenAI({baseURL, apiKey});
            const seen = {};
            seen.usual = await client.embeddings.create({model: 'signalbox/auto', input: ['one', 'three']});
            seen.floats = await client.embeddings.create({model: 'signalbox/auto', input: 'one', encoding_format: 'float', dimensions: 2});
            try {
              await client.embeddings.create({model: 'signalbox/none', input: 'one'});
            } catch (error) {
              seen.error = {name: error.constructor.name, status: error.status, code: error.code, param: error.param};
            }
            console.log(JSON.stringify(seen));
            """;

    @Test
    void itReadsVectorsHoweverItAsksForThem() throws Exception {
        var npm = Npm.installed();
        var script = npm.script("openai-embeddings.mjs", SCRIPT);
        try (var provider = new ScriptedHttp(new FakeEmbeddings("ollama")::answer); var yard = new ApiYard("""
                providers:
                  here: {wire: openai-chat, profile: ollama, url: '%s'}
                models:
                  here/embed: {price: {input: 1.0, output: 0}, can: [embeddings]}
                """.formatted(provider.uri("/v1")), "policy: test\nrules: [{name: all, use: here/embed}]\n")) {
            var client = new ProcessBuilder(
                            npm.node().toString(), script.toString(), "http://127.0.0.1:" + yard.port() + "/v1", yard.token)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            var out = new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(client.waitFor(60, TimeUnit.SECONDS)).isTrue();
            var seen = JsonMapper.shared().readTree(out);

            assertThat(seen.at("/usual/data/1").toString()).isEqualTo("{\"object\":\"embedding\",\"index\":1,\"embedding\":[5.5,0,0,0]}");
            assertThat(seen.at("/usual/usage/prompt_tokens").asInt()).isEqualTo(8);
            assertThat(seen.at("/floats/data/0/embedding").toString()).isEqualTo("[3.5,0]");
            assertThat(seen.path("error").toString())
                    .isEqualTo("{\"name\":\"NotFoundError\",\"status\":404,\"code\":\"model_not_found\",\"param\":\"model\"}");
        }
    }
}
