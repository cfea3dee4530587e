package signalbox.host.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import signalbox.host.fake.FakeEmbeddings;
import signalbox.host.turn.Outcome;
import signalbox.host.turn.Specialty;
import signalbox.host.turn.Specialty.EmbeddingInput;
import signalbox.host.wire.ProviderKeys;
import signalbox.policy.catalogue.ModelCatalogue;
import signalbox.policy.catalogue.ModelName;
import signalbox.policy.money.Usage;
import signalbox.source.Checked;
import signalbox.source.YamlSource;
import signalbox.testing.ScriptedHttp;
import signalbox.testing.ScriptedHttp.Answer;

/// Requests for embeddings to each provider, against fakes that refuse what it refuses.
class EmbeddingWiresTest {
    private static final Specialty.Embeddings TWO =
            new Specialty.Embeddings(List.of(new EmbeddingInput.Text("one"), new EmbeddingInput.Text("three")), null, null);

    @ParameterizedTest
    @ValueSource(strings = {"openai", "mistral", "ollama", "gemini"})
    void eachInputHasItsVectorAtItsPlace(String profile) {
        var made = produced(profile, TWO);

        assertThat(vectors(made)).containsExactly(List.of(3.5f, 0f, 0f, 0f), List.of(5.5f, 0f, 0f, 0f));
        assertThat(made.usage()).isEqualTo(new Usage(8, 0, 0, 0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"openai", "mistral", "ollama", "gemini"})
    void theNumberOfDimensionsIsAskedForInTheProvidersWord(String profile) {
        var made = produced(profile, new Specialty.Embeddings(TWO.inputs(), 2, null));

        assertThat(vectors(made)).containsExactly(List.of(3.5f, 0f), List.of(5.5f, 0f));
    }

    @Test
    void tokensAndTheUserGoToOpenAi() {
        var made = produced("openai", new Specialty.Embeddings(List.of(new EmbeddingInput.Tokens(List.of(7, 8))), null, "ada"));

        assertThat(vectors(made)).containsExactly(List.of(2.5f, 0f, 0f, 0f));
    }

    /// What is let through by the limits is refused by no fake, and what is not is.
    @ParameterizedTest
    @CsvSource({"mistral, input", "ollama, input", "gemini, input"})
    void whatAProviderHasNoPlaceForIsNamedBefore(String profile, String parameter) {
        var tokens = new Specialty.Embeddings(List.of(new EmbeddingInput.Tokens(List.of(7))), null, null);

        assertThat(lost(profile, tokens)).isEqualTo(parameter);
        assertThat(lost(profile, new Specialty.Embeddings(TWO.inputs(), null, "ada"))).isEqualTo("user");
        assertThat(lost(profile, TWO)).isNull();
    }

    @Test
    void geminiTakesAHundredInputs() {
        assertThat(lost("gemini", many(100))).isNull();
        assertThat(lost("gemini", many(101))).isEqualTo("input");
        assertThat(asked("gemini", many(101), new FakeEmbeddings("gemini")::answer)).isInstanceOf(Outcome.Rejected.class);
        assertThat(asked("gemini", many(100), new FakeEmbeddings("gemini")::answer)).isInstanceOf(Outcome.Produced.class);
    }

    /// A vector at another's place would be found for another's text.
    @ParameterizedTest
    @ValueSource(strings = {
        "[]",
        "[{\"index\": 0, \"embedding\": [1]}]",
        "[{\"index\": 0, \"embedding\": [1]}, {\"index\": 0, \"embedding\": [1]}]",
        "[{\"index\": 0, \"embedding\": [1]}, {\"index\": 2, \"embedding\": [1]}]",
        "[{\"index\": 0, \"embedding\": [1]}, {\"embedding\": [1]}]",
        "[{\"index\": 0, \"embedding\": [1]}, {\"index\": 1, \"embedding\": [1, 2]}]",
        "[{\"index\": 0, \"embedding\": [1]}, {\"index\": 1, \"embedding\": []}]",
        "[{\"index\": 0, \"embedding\": [1]}, {\"index\": 1, \"embedding\": [\"1\"]}]",
        "[{\"index\": 0, \"embedding\": [1]}, {\"index\": 1, \"embedding\": [1e39]}]",
        "[{\"index\": 0, \"embedding\": [1]}, {\"index\": 1, \"embedding\": \"AAA=\"}]",
        "[{\"index\": 0, \"embedding\": [1]}, {\"index\": 1, \"embedding\": \"AADAfw==\"}]",
        "[{\"index\": 0, \"embedding\": [1]}, {\"index\": 1, \"embedding\": \"?\"}]",
        "[{\"index\": 0, \"embedding\": [1]}, {\"index\": 1}]"})
    void anAnswerThatIsNotOneVectorOfEachInputIsNone(String data) {
        var outcome = asked("openai", TWO, _ -> Answer.json("{\"data\": " + data + ", \"usage\": {\"prompt_tokens\": 2}}"));

        assertThat(outcome).isInstanceOfSatisfying(
                Outcome.Nonsense.class, nonsense -> assertThat(nonsense.usage()).isEqualTo(new Usage(2, 0, 0, 0)));
    }

    @Test
    void fewerDimensionsThanWereAskedForAreNoAnswer() {
        var outcome = asked("openai", new Specialty.Embeddings(List.of(new EmbeddingInput.Text("a")), 3, null), _ ->
                Answer.json("{\"data\": [{\"index\": 0, \"embedding\": [1, 2]}]}"));

        assertThat(outcome).isInstanceOfSatisfying(Outcome.Nonsense.class, nonsense ->
                assertThat(nonsense.reason()).isEqualTo("a vector of 2 dimensions where 3 were due"));
    }

    @Test
    void theVectorsOfAnotherModelAreSwapped() {
        var outcome = asked("openai", TWO, _ -> Answer.json("""
                {"data": [{"index": 0, "embedding": [1]}, {"index": 1, "embedding": [2]}], "model": "text-embedding-3-large"}"""));

        assertThat(outcome).isInstanceOfSatisfying(
                Outcome.Swapped.class, swapped -> assertThat(swapped.served()).isEqualTo("text-embedding-3-large"));
    }

    private static Specialty.Embeddings many(int count) {
        return new Specialty.Embeddings(Collections.nCopies(count, new EmbeddingInput.Text("a")), null, null);
    }

    private static List<List<Float>> vectors(Outcome.Produced made) {
        return switch (made.product()) {
            case Specialty.Vectors(var vectors) -> vectors.stream().map(EmbeddingWiresTest::listed).toList();
        };
    }

    private static List<Float> listed(float[] vector) {
        var list = new java.util.ArrayList<Float>();
        for (float number : vector) {
            list.add(number);
        }
        return list;
    }

    private static Outcome.Produced produced(String profile, Specialty.Embeddings asked) {
        var outcome = asked(profile, asked, new FakeEmbeddings(profile)::answer);
        assertThat(outcome).as(outcome.toString()).isInstanceOf(Outcome.Produced.class);
        return (Outcome.Produced) outcome;
    }

    private static @Nullable String lost(String profile, Specialty.Embeddings asked) {
        var lost = EmbeddingLimits.of(sound(catalogue(profile, "http://127.0.0.1:1")).models().firstEntry().getValue()).lost(asked);
        return lost == null ? null : lost.parameter();
    }

    private static Outcome asked(String profile, Specialty.Embeddings asked, ScriptedHttp.Script script) {
        try (var provider = new ScriptedHttp(script); var transport = new Transport()) {
            var url = provider.uri(profile.equals("gemini") ? "/v1beta" : "/v1").toString();
            var models = Models.of(sound(catalogue(profile, url)), ProviderKeys.of(Map.of("KEY", "secret-of-the-provider")), transport, Map.of());
            return models.find(new ModelName("p/text-embedding-3-small")) instanceof Connector.Ready(var model)
                    ? model.produce(asked, Duration.ofSeconds(20))
                    : new Outcome.Unavailable("not connected", null);
        }
    }

    private static Checked<ModelCatalogue> catalogue(String profile, String url) {
        return ModelCatalogue.read(sound(YamlSource.parse("models.yaml", """
                providers:
                  p: {wire: %s, profile: %s, url: '%s'%s}
                models:
                  p/text-embedding-3-small: {price: {input: 0.02, output: 0}, can: [embeddings]}
                """.formatted(
                        profile.equals("gemini") ? "gemini" : "openai-chat", profile, url,
                        profile.equals("ollama") ? "" : ", key: '${env:KEY}'"))));
    }

    private static <T> T sound(Checked<T> checked) {
        return checked.fold(value -> value, problems -> {
            throw new AssertionError(problems.toString());
        });
    }
}
