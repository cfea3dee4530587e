package signalbox.host.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import signalbox.host.fake.FakeEmbeddings;
import signalbox.testing.ScriptedHttp;
import signalbox.testing.ScriptedHttp.Answer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// `POST /v1/embeddings`, from the caller to strict fakes of the providers and back.
@NullUnmarked
class EmbeddingsTest {
    private static final String ROUTING = """
            policy: test
            groups:
              vectors: [one/small, two/small]
              chats: [one/chat]
            filters:
              - {name: at-home, when: '"pii" in step.labels', only: two/small}
            rules:
              - {name: embed, when: '"embeddings" in step.wants && run.task != "other"', use: vectors}
              - {name: other, when: 'run.task == "other"', use: three/other}
              - {name: far, when: 'run.task == "far"', use: gone/far}
              - {name: all, use: chats}
            failures: {unavailable: next, slow: {after: 20s, use: three/other}}
            money: {caller-day: 1.00}
            """;

    private final Map<String, Answer> instead = new ConcurrentHashMap<>();
    private final ScriptedHttp one = new ScriptedHttp(seen -> instead.getOrDefault("one", answer(seen)));
    private final ScriptedHttp two = new ScriptedHttp(seen -> instead.getOrDefault("two", answer(seen)));
    private final ApiYard yard = yard(ROUTING);

    private ApiYard yard(String routing) {
        return new ApiYard("""
                providers:
                  one: {wire: openai-chat, profile: vllm, url: '%s'}
                  two: {wire: openai-chat, profile: ollama, url: '%s'}
                  three: {wire: openai-chat, profile: ollama, url: '%s'}
                  gone: {wire: openai-chat, url: '%s', key: '${env:NOT_THERE}'}
                models:
                  one/small: {id: embed-small, context: 100, price: {input: 1.0, output: 0}, can: [embeddings]}
                  two/small: {id: embed-small, context: 100, price: {input: 2.0, output: 0}, can: [embeddings]}
                  three/other: {id: embed-other, price: {input: 1.0, output: 0}, can: [embeddings]}
                  gone/far: {id: embed-far, price: {input: 1.0, output: 0}, can: [embeddings]}
                  one/chat: {price: {input: 1.0, output: 2.0}}
                """.formatted(one.uri("/v1"), two.uri("/v1"), two.uri("/v1"), two.uri("/v1")), routing);
    }

    private static Answer answer(ScriptedHttp.Seen seen) {
        return new FakeEmbeddings("ollama").answer(seen);
    }

    @AfterEach
    void close() {
        yard.close();
        one.close();
        two.close();
    }

    @Test
    void vectorsComeInTheOrderOfTheInputsWithTheirPriceAndTheirModel() {
        var reply = embed("{\"model\": \"signalbox/auto\", \"input\": [\"one\", \"three\"]}");

        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        var body = json(reply);
        assertThat(body.path("object").asString()).isEqualTo("list");
        assertThat(body.at("/data/0").toString()).isEqualTo("{\"object\":\"embedding\",\"index\":0,\"embedding\":[3.5,0.0,0.0,0.0]}");
        assertThat(body.at("/data/1/embedding/0").asDouble()).isEqualTo(5.5);
        assertThat(body.path("model").asString()).isEqualTo("one/small");
        assertThat(body.path("usage").toString()).isEqualTo("{\"prompt_tokens\":8,\"total_tokens\":8}");
        assertThat(reply.head()).contains(
                "X-Signalbox-Rule: embed", "X-Signalbox-Model: one/small", "X-Signalbox-Cost: 0.000008", "X-Signalbox-Run: run_",
                "X-Signalbox-Policy: sha256:");
    }

    @Test
    void base64GoesToWhomeverAsksForIt() {
        var reply = embed("{\"model\": \"one/small\", \"input\": \"one\", \"encoding_format\": \"base64\", \"dimensions\": 2}");

        assertThat(json(reply).at("/data/0/embedding").asString()).isEqualTo("AABgQAAAAAA=");
    }

    @Test
    void aRunOfItIsInTheLedgerAsAStepOfItsKind() {
        var reply = embed("{\"model\": \"signalbox/vectors\", \"input\": \"one\"}");
        var run = reply.head().replaceAll("(?s).*X-Signalbox-Run: (run_[0-9A-Za-z]+).*", "$1");

        var kept = json(yard.ask("GET", "/v1/runs/" + run, yard.token));

        assertThat(kept.path("status").asString()).isEqualTo("completed");
        assertThat(kept.at("/steps/0/kind").asString()).isEqualTo("embeddings");
        assertThat(kept.at("/steps/0/attempts/0/outcome").asString()).isEqualTo("ok");
        assertThat(kept.at("/steps/0/attempts/0/tokens/input").asInt()).isEqualTo(3);
    }

    /// The same model at another provider: the same space.
    @Test
    void anotherProviderOfTheSameModelTakesOver() {
        instead.put("one", Answer.of(503, "text/plain", "down"));

        var reply = embed("{\"model\": \"signalbox/auto\", \"input\": \"one\"}");

        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        assertThat(json(reply).path("model").asString()).isEqualTo("two/small");
    }

    @Test
    void noModelOfAnotherSpaceTakesOverWhateverTheFailuresSay() {
        try (var here = yard(ROUTING.replace("unavailable: next", "unavailable: {use: three/other}"))) {
            instead.put("one", Answer.of(503, "text/plain", "down"));

            var reply = here.post("/v1/embeddings", "{\"model\": \"one/small\", \"input\": \"one\"}");

            assertThat(reply.status()).isEqualTo(503);
            assertThat(two.seen()).isEmpty();
        }
    }

    @Test
    void aModelWithoutAKeyIsNotReplacedByOneOfAnotherSpace() {
        try (var here = yard(ROUTING.replace("use: vectors", "use: gone/far").replace("name: far, when: 'run.task == \"far\"', use: gone/far", "name: next, use: vectors"))) {
            var reply = here.post("/v1/embeddings", "{\"model\": \"signalbox/auto\", \"input\": \"one\"}");

            assertThat(reply.status()).isEqualTo(503);
            assertThat(reply.body()).contains("one/small: its vectors cannot be compared with those of gone/far, which comes first");
            assertThat(one.seen()).isEmpty();
        }
    }

    @Test
    void filtersBind() {
        var reply = yard.post("/v1/embeddings", "{\"model\": \"signalbox/auto\", \"input\": \"one\"}", "X-Signalbox-Labels: pii");

        assertThat(json(reply).path("model").asString()).isEqualTo("two/small");
        assertThat(one.seen()).isEmpty();
    }

    @Test
    void aModelOfAnotherKindIsTheCallersToChange() {
        var vectors = embed("{\"model\": \"one/chat\", \"input\": \"one\"}");
        var chat = yard.post("/v1/chat/completions", "{\"model\": \"one/small\", \"messages\": [{\"role\": \"user\", \"content\": \"one\"}]}");

        assertThat(vectors.status()).isEqualTo(400);
        assertThat(json(vectors).at("/error/param").asString()).isEqualTo("model");
        assertThat(vectors.body()).contains("it cannot do what the step wants: embeddings");
        assertThat(chat.status()).isEqualTo(400);
        assertThat(json(chat).at("/error/param").asString()).isEqualTo("model");
        assertThat(chat.body()).contains("it makes embeddings and takes no chats");
        assertThat(one.seen()).isEmpty();
    }

    @Test
    void whatNoModelHasAPlaceForIsRefusedByItsName() {
        var reply = embed("{\"model\": \"two/small\", \"input\": [[1, 2]]}");

        assertThat(reply.status()).isEqualTo(400);
        assertThat(json(reply).at("/error/param").asString()).isEqualTo("input");
        assertThat(two.seen()).isEmpty();
    }

    /// A window is that of one input, not of all together.
    @Test
    void anInputThatIsTooLongIsSaidBeforeItIsSent() {
        var long_ = embed("{\"model\": \"one/small\", \"input\": [\"one\", \"" + "word ".repeat(200) + "\"]}");
        var many = embed("{\"model\": \"one/small\", \"input\": [" + "\"word word word\", ".repeat(200) + "\"one\"]}");

        assertThat(long_.status()).isEqualTo(400);
        assertThat(json(long_).at("/error/code").asString()).isEqualTo("context_length_exceeded");
        assertThat(many.status()).as(many.body()).isEqualTo(200);
        assertThat(one.seen()).hasSize(1);
    }

    @Test
    void aBudgetIsReservedBeforeAnythingIsSent() {
        var reply = yard.post(
                "/v1/embeddings", "{\"model\": \"one/small\", \"input\": \"one\"}", "X-Signalbox-Budget: 0.000001");

        assertThat(reply.status()).isEqualTo(402);
        assertThat(one.seen()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "{`input`: `a`}                                                | model",
        "{`model`: `one/small`}                                        | input",
        "{`model`: `one/small`, `input`: ``}                           | input",
        "{`model`: `one/small`, `input`: []}                           | input",
        "{`model`: `one/small`, `input`: [`a`, ``]}                    | input[1]",
        "{`model`: `one/small`, `input`: [`a`, [1]]}                   | input[1]",
        "{`model`: `one/small`, `input`: [[1], []]}                    | input[1]",
        "{`model`: `one/small`, `input`: [1, -1]}                      | input",
        "{`model`: `one/small`, `input`: [1.5]}                        | input",
        "{`model`: `one/small`, `input`: {}}                           | input",
        "{`model`: `one/small`, `input`: `a`, `dimensions`: 0}         | dimensions",
        "{`model`: `one/small`, `input`: `a`, `dimensions`: 1.5}       | dimensions",
        "{`model`: `one/small`, `input`: `a`, `encoding_format`: `x`}  | encoding_format",
        "{`model`: `one/small`, `input`: `a`, `truncate`: true}        | truncate"})
    void aRequestThatMakesNoSenseIsRefusedWithItsField(String body, String param) {
        var reply = embed(body.replace('`', '"'));

        assertThat(reply.status()).as(reply.body()).isEqualTo(400);
        assertThat(json(reply).at("/error/param").asString()).isEqualTo(param);
        assertThat(one.seen()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"Idempotency-Key: k, Idempotency-Key", "X-Signalbox-Tools: retail, X-Signalbox-Tools"})
    void aHeaderThatHasNoUseIsRefusedByItsName(String header, String param) {
        var reply = yard.post("/v1/embeddings", "{\"model\": \"one/small\", \"input\": \"one\"}", header);

        assertThat(reply.status()).isEqualTo(400);
        assertThat(json(reply).at("/error/param").asString()).isEqualTo(param);
    }

    @Test
    void thereAreAtMostTwoThousandAndFortyEightInputs() {
        assertThat(embed("{\"model\": \"one/small\", \"input\": [" + "\"a\", ".repeat(2_048) + "\"a\"]}").body())
                .contains("'input' has 2049 inputs: 2048 are the most");
        assertThat(embed("{\"model\": \"one/small\", \"input\": [" + "\"a\", ".repeat(2_047) + "\"a\"]}").status()).isEqualTo(200);
    }

    private ApiYard.Reply embed(String body) {
        return yard.post("/v1/embeddings", body);
    }

    private static JsonNode json(ApiYard.Reply reply) {
        return JsonMapper.shared().readTree(reply.body());
    }
}
