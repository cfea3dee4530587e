package signalbox.host.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import signalbox.host.fake.FakeAnthropic;
import signalbox.host.fake.FakeGemini;
import signalbox.host.fake.FakeOpenAi;
import signalbox.host.fake.FakeResponses;
import signalbox.host.fake.FakeWire;
import signalbox.host.turn.CallArguments;
import signalbox.host.turn.CallId;
import signalbox.host.turn.Parameter;
import signalbox.host.turn.Part;
import signalbox.host.turn.Prompt;
import signalbox.host.turn.SamplingOptions;
import signalbox.host.turn.ToolCall;
import signalbox.host.turn.ToolChoice;
import signalbox.host.turn.ToolOffer;
import signalbox.host.turn.Turn;
import signalbox.host.wire.ProviderKeys;
import signalbox.host.wire.WireCases;
import signalbox.host.wire.WireJson;
import signalbox.policy.catalogue.ModelCatalogue;
import signalbox.policy.catalogue.ModelEntry;
import signalbox.policy.catalogue.SecretRef;
import signalbox.policy.catalogue.Wire;
import signalbox.source.Checked;
import signalbox.source.Problem;
import signalbox.source.YamlSource;
import signalbox.testing.Checkout;
import tools.jackson.databind.JsonNode;

/// `docs/providers.md`: its blocks are read, its models are asked in a way their providers take, and its table says what the
/// router knows.
class ProvidersPageTest {
    private static final Map<Parameter, String> ASKED = Map.ofEntries(
            Map.entry(Parameter.PARALLEL_TOOL_CALLS, "false"), Map.entry(Parameter.REASONING_EFFORT, "\"low\""),
            Map.entry(Parameter.VERBOSITY, "\"low\""), Map.entry(Parameter.SEED, "7"),
            Map.entry(Parameter.FREQUENCY_PENALTY, "0.5"), Map.entry(Parameter.PRESENCE_PENALTY, "0.5"),
            Map.entry(Parameter.LOGIT_BIAS, "{\"1\": 1}"), Map.entry(Parameter.PREDICTION, "{}"),
            Map.entry(Parameter.SERVICE_TIER, "\"flex\""), Map.entry(Parameter.USER, "\"u\""),
            Map.entry(Parameter.SAFETY_IDENTIFIER, "\"s\""), Map.entry(Parameter.PROMPT_CACHE_KEY, "\"k\""),
            Map.entry(Parameter.PROMPT_CACHE_RETENTION, "\"24h\""), Map.entry(Parameter.TOP_K, "5"),
            Map.entry(Parameter.THINKING, "{\"type\": \"enabled\", \"budget_tokens\": 2000}"));

    @ParameterizedTest
    @MethodSource("blocks")
    void aBlockIsReadWithoutAProblem(String block) {
        var read = ModelCatalogue.read(source(block));

        assertThat(Problem.rendered(read.found())).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("models")
    void aModelIsAskedAsItsProviderTakesIt(ModelEntry entry) {
        var codec = WireCases.codec(entry.provider().wire());
        var fake = fake(entry);
        var key = ProviderKeys.of(Map.of("KEY", "key-of-" + fake.profile())).find(new SecretRef.Env("KEY")).secret();
        var headers = new TreeMap<String, String>();
        codec.headers(entry, key).forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));

        var request = codec.request(conversation(), entry);

        assertThat(fake.faults(request)).isEmpty();
        assertThat(fake.faults(address(entry).getPath(), "", headers)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("models")
    void theTableSaysWhereAModelIsAskedAndWhatItHasNoFieldFor(ModelEntry entry) throws IOException {
        var parameters = new TreeMap<Parameter, JsonNode>();
        ASKED.forEach((parameter, value) -> parameters.put(parameter, WireJson.parse(value)));
        var lost = new StringJoiner(", ");
        LostParameters.of(new SamplingOptions(null, null, null, List.of(), null, parameters), entry)
                .forEach(loss -> lost.add("`" + loss.parameter() + "`"));
        if (!LostParameters.of(new SamplingOptions(null, null, null, List.of("END"), null, new TreeMap<>()), entry).isEmpty()) {
            lost.add("`stop`");
        }
        var image = new Turn.ToolResult(new CallId("c"), List.of(new Part.Image("image/png", "aGk=")), null, false, new TreeSet<>());
        boolean shown = Portability.of(ImageTurns.of(List.of(image)), SamplingOptions.NONE, entry).isWhole();
        var key = WireCases.codec(entry.provider().wire())
                .headers(entry, ProviderKeys.of(Map.of("KEY", "k")).find(new SecretRef.Env("KEY")).secret()).keySet().stream()
                .filter(header -> !header.equals("anthropic-version")).findFirst().orElseThrow();

        var row = "| `%s` | `%s` | %s | %s | %s|".formatted(
                entry.provider().name(), address(entry),
                entry.provider().key() instanceof SecretRef.None ? "none" : "`" + key + "`",
                shown ? "yes" : "no", lost.length() == 0 ? "" : lost + " ");

        assertThat(page()).contains(row);
    }

    @Test
    void everyParameterIsAskedFor() {
        assertThat(ASKED).containsOnlyKeys(Parameter.values());
    }

    static List<String> blocks() throws IOException {
        var blocks = new ArrayList<String>();
        var fenced = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL).matcher(page());
        while (fenced.find()) {
            blocks.add(fenced.group(1));
        }
        assertThat(blocks).hasSizeGreaterThan(10);
        return blocks;
    }

    /// The first of each block that is asked over HTTP.
    static List<ModelEntry> models() throws IOException {
        return blocks().stream()
                .map(block -> sound(ModelCatalogue.read(source(block))).models().values().iterator().next())
                .filter(entry -> entry.provider().wire() != Wire.SPRING_AI)
                .toList();
    }

    /// A profile that no fake plays is held to what most servers of its wire hold to.
    private static FakeWire fake(ModelEntry entry) {
        var profile = entry.provider().profile();
        return switch (entry.provider().wire()) {
            case OPENAI_CHAT -> new FakeOpenAi(profile);
            case OPENAI_RESPONSES -> new FakeResponses();
            case ANTHROPIC_MESSAGES -> new FakeAnthropic();
            case GEMINI -> new FakeGemini(profile);
            case SPRING_AI, OFFLINE -> throw new IllegalArgumentException(profile);
        };
    }

    private static Prompt conversation() {
        var id = new CallId("call-1");
        var schema = WireCases.object("{\"type\": \"object\", \"properties\": {\"order_id\": {\"type\": \"string\"}}}");
        return new Prompt(
                List.of(
                        new Turn.Instructions("Be brief."),
                        new Turn.User(List.of(new Part.Text("Where is my order?"))),
                        new Turn.Assistant(List.of(new Part.Text("I look.")), List.of(new ToolCall(
                                id, "retail__get_order", new CallArguments.Parsed(WireCases.object("{\"order_id\": \"1\"}")))), List.of()),
                        new Turn.ToolResult(id, List.of(new Part.Text("pending")), null, false, new TreeSet<>()),
                        new Turn.User(List.of(new Part.Text("And the other?")))),
                List.of(new ToolOffer("retail__get_order", "Reads an order.", schema)),
                new ToolChoice.Auto(),
                new SamplingOptions(1_000L, null, null, List.of(), null, new TreeMap<>()));
    }

    private static URI address(ModelEntry entry) {
        return URI.create(Objects.requireNonNull(entry.provider().url()) + WireCases.codec(entry.provider().wire()).path(entry));
    }

    private static String page() throws IOException {
        return Files.readString(Checkout.root().resolve("docs/providers.md"));
    }

    private static YamlSource source(String block) {
        return sound(YamlSource.parse("models.yaml", block));
    }

    private static <T> T sound(Checked<T> checked) {
        return checked.fold(value -> value, problems -> {
            throw new AssertionError(Problem.rendered(problems));
        });
    }
}
