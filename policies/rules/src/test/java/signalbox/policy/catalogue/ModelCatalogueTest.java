package signalbox.policy.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import signalbox.policy.GoldenProblems;
import signalbox.policy.money.Price;
import signalbox.source.Problem;
import signalbox.source.YamlSource;

class ModelCatalogueTest {
    private final YamlSource source = GoldenProblems.source("catalogue/models.yaml");
    private final ModelCatalogue catalogue = GoldenProblems.sound(ModelCatalogue.read(source));

    @Test
    void aModelIsReadWithAllItsKeys() {
        var mini = model("openai/gpt-5-mini");

        assertThat(mini.id()).isEqualTo("gpt-5-mini");
        assertThat(mini.naming().tier()).isEqualTo("small");
        assertThat(mini.context()).isEqualTo(400_000);
        assertThat(mini.output()).isEqualTo(128_000);
        assertThat(mini.price()).isEqualTo(new Price(250_000, 2_000_000, 25_000, 250_000, 50));
        assertThat(mini.can()).containsExactly("images", "json-schema", "tools");
        assertThat(mini.provider())
                .isEqualTo(new Provider(
                        "openai",
                        Wire.OPENAI_CHAT,
                        "openai",
                        URI.create("https://api.openai.com/v1"),
                        new SecretRef.Env("OPENAI_API_KEY")));
    }

    @Test
    void whatIsNotWrittenHasItsDefault() {
        var opus = model("anthropic/claude-opus");

        assertThat(opus.id()).isEqualTo("claude-opus");
        assertThat(opus.naming().tier()).isEmpty();
        assertThat(opus.context()).isEqualTo(128_000);
        assertThat(opus.output()).isEqualTo(8_192);
        assertThat(opus.can()).containsExactly("tools");
        assertThat(opus.price()).isEqualTo(new Price(5_000_000, 25_000_000, 5_000_000, 5_000_000, 100));
        assertThat(model("google/gemini-flash").output()).isEqualTo(4_000);
        assertThat(model("google/gemini-flash").can()).isEmpty();
        assertThat(model("google/gemini-flash").price().input()).isEqualTo(37_500);
    }

    @Test
    void aProviderOfThisNetworkMayBePlainHttp() {
        var read = ModelCatalogue.read(GoldenProblems.sound(YamlSource.parse("models.yaml", """
                providers: {desk: {wire: openai-chat, url: 'HTTP://10.0.0.7:11434/v1'}}
                models: {desk/qwen: {price: {input: 0, output: 0}}}
                """)));

        assertThat(GoldenProblems.sound(read).providers().values())
                .extracting(Provider::url)
                .containsExactly(URI.create("HTTP://10.0.0.7:11434/v1"));
    }

    @Test
    void aProfileFollowsItsWireUnlessWritten() {
        var profiles = catalogue.providers().values().stream().map(Provider::profile).toList();

        assertThat(catalogue.providers().keySet())
                .containsExactly("anthropic", "azure", "google", "mistral", "ollama", "openai");
        assertThat(profiles).containsExactly("anthropic", "spring-ai", "gemini", "mistral", "ollama", "openai");
    }

    @Test
    void aSpringAiProviderNamesItsBean() {
        var azure = model("azure/gpt").provider();

        assertThat(azure.bean()).isEqualTo("azureChatModel");
        assertThat(azure.url()).isNull();
        assertThat(azure.key()).isEqualTo(new SecretRef.None());
    }

    @Test
    void aMissingKeyIsAWarningThatNamesTheProvider() {
        var environment = Map.of("OPENAI_API_KEY", "x", "GEMINI_API_KEY", " ");

        var found = ModelCatalogue.missingKeys(source, environment::get);

        assertThat(found).noneMatch(Problem::isError);
        assertThat(found.stream().map(Problem::message))
                .containsExactly(
                        "provider 'anthropic' is unavailable: there is no readable file /run/secrets/anthropic",
                        "provider 'google' is unavailable: the environment has no GEMINI_API_KEY",
                        "provider 'mistral' is unavailable: the environment has no MISTRAL_API_KEY");
        assertThat(found.getFirst().place()).hasToString("models.yaml:3:83");
    }

    @Test
    void aModelWithoutAPriceIsAWarning() {
        var text = """
                providers: {ollama: {wire: openai-chat, url: 'http://127.0.0.1:11434/v1'}}
                models: {ollama/qwen3: {id: qwen3}}
                """;

        var found = ModelCatalogue.read(GoldenProblems.sound(YamlSource.parse("models.yaml", text))).found();

        assertThat(found).hasSize(1).noneMatch(Problem::isError);
        assertThat(found.getFirst().message()).isEqualTo("no price is written: calls count as free");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "openai-chat | gpt-5.6-terra | [tools] | 'gpt-5.6-terra' takes tools on wire openai-responses, and on openai-chat only with reasoning_effort none",
        "openai-chat | gpt-5.6-terra | [images] | ",
        "openai-chat | gpt-5-codex | [images] | 'gpt-5-codex' is served on wire openai-responses only",
        "openai-chat | gpt-5.5-pro-2026-04-23 | [tools] | 'gpt-5.5-pro-2026-04-23' is served on wire openai-responses only",
        "openai-chat | gpt-5.5 | [tools] | ",
        "openai-chat, profile: openrouter | gpt-5.6-terra | [tools] | ",
        "openai-responses | gpt-5.6-terra | [tools] | ",
        "openai-responses | gpt-5-codex | [tools] | "
    })
    void aModelWhoseToolsItsWireDoesNotCarryIsAWarning(String wire, String id, String can, @Nullable String warning) {
        var text = """
                providers: {openai: {wire: %s, url: 'https://api.openai.com/v1'}}
                models: {openai/new: {id: %s, can: %s, price: {input: 1, output: 2}}}
                """.formatted(wire, id, can);

        var found = ModelCatalogue.read(GoldenProblems.sound(YamlSource.parse("models.yaml", text))).found();

        assertThat(found).noneMatch(Problem::isError);
        assertThat(found).extracting(Problem::message).isEqualTo(warning == null ? List.of() : List.of(warning));
    }

    @Test
    void theOfflinePlannerAloneNeedsNothing() {
        var text = """
                providers: {offline: {wire: offline}}
                models: {offline/small: {}, offline/big: {id: large}}
                """;

        var checked = ModelCatalogue.read(GoldenProblems.sound(YamlSource.parse("models.yaml", text)));

        assertThat(checked.found()).isEmpty();
        assertThat(GoldenProblems.sound(checked).models().get(new ModelName("offline/big")))
                .isNotNull()
                .satisfies(big -> assertThat(big.price()).isEqualTo(Price.FREE));
    }

    private ModelEntry model(String name) {
        return Objects.requireNonNull(catalogue.models().get(new ModelName(name)));
    }
}
