package signalbox.host.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import signalbox.host.fake.FakeWire;
import signalbox.host.fake.Said;
import signalbox.host.fake.StrictProviders;
import signalbox.host.turn.CallId;
import signalbox.host.turn.Outcome;
import signalbox.host.turn.Part;
import signalbox.host.turn.Prompt;
import signalbox.host.turn.SamplingOptions;
import signalbox.host.turn.ToolChoice;
import signalbox.host.turn.ToolOffer;
import signalbox.host.turn.Turn;
import signalbox.host.wire.ProviderKeys;
import signalbox.host.wire.WireCases;
import signalbox.policy.catalogue.ModelCatalogue;
import signalbox.policy.catalogue.ModelEntry;
import signalbox.policy.catalogue.ModelName;
import signalbox.policy.catalogue.Provider;
import signalbox.policy.catalogue.SecretRef;
import signalbox.policy.catalogue.Wire;

class ModelsTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    @Test
    void everyProviderIsReachedOverHttpWithItsOwnKeyAndRefusesNothing() {
        List<ToolOffer> tools = List.of(new ToolOffer("retail__get_order", "Reads.", WireCases.object("{}")));
        try (Transport transport = new Transport();
                StrictProviders providers = StrictProviders.start(asked -> asked.index() < FakeWire.all().size() - 1
                        ? Said.calls(new Said.Call("retail__get_order", WireCases.object("{\"n\":" + asked.index() + "}")))
                        : Said.text("Done."))) {
            Models models = models(providers, transport);
            List<Turn> transcript = new ArrayList<>(List.of(new Turn.User(List.of(new Part.Text("Hi.")))));

            for (FakeWire wire : FakeWire.all()) {
                Prompt prompt = new Prompt(transcript, tools, new ToolChoice.Auto(), SamplingOptions.NONE);
                Outcome outcome = ready(models, wire.profile()).ask(prompt, LONG);
                assertThat(outcome).as("%s %s", wire.profile(), providers.refusals()).isInstanceOf(Outcome.Answered.class);
                Turn.Assistant turn = ((Outcome.Answered) outcome).turn();
                transcript.add(turn);
                turn.calls().forEach(call -> transcript.add(new Turn.ToolResult(
                        call.id(), List.of(new Part.Text("ok")), null, false, new TreeSet<>())));
            }

            assertThat(providers.refusals()).isEmpty();
            assertThat(providers.asked()).hasSize(FakeWire.all().size());
            assertThat(providers.asked().getLast().lastResults()).containsExactly("ok");
        }
    }

    @Test
    void aMissingKeyIsAnObstacleAndNamesTheVariable() {
        ModelEntry entry = WireCases.entry(Wire.OPENAI_CHAT, "openai", "m");
        try (Transport transport = new Transport()) {
            Models models = Models.of(catalogue(List.of(entry)), ProviderKeys.of(Map.of()), transport, Map.of());

            assertThat(models.obstacle(entry.name())).isEqualTo("no key in ${env:KEY_openai}");
            assertThat(models.obstacle(new ModelName("x/y"))).isEqualTo("'x/y' is not in models.yaml");
        }
    }

    @Test
    void aWireNobodyConnectsIsAnObstacleAndAConnectorOfItsOwnServes() {
        ModelEntry entry = WireCases.entry(Wire.OFFLINE, "offline", "small");
        try (Transport transport = new Transport()) {
            Models without = Models.of(catalogue(List.of(entry)), ProviderKeys.of(Map.of()), transport, Map.of());
            Models with = Models.of(
                    catalogue(List.of(entry)),
                    ProviderKeys.of(Map.of()),
                    transport,
                    Map.of(Wire.OFFLINE, _ -> new Connector.Missing("asleep")));

            assertThat(without.obstacle(entry.name())).isEqualTo("wire 'offline' is not connected in this process");
            assertThat(with.obstacle(entry.name())).isEqualTo("asleep");
        }
    }

    @Test
    void aKeyIsReadAtUseAndNeverShown(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("key");
        ProviderKeys secrets = ProviderKeys.ofMachine();
        SecretRef ref = new SecretRef.File(file.toString());

        assertThat(secrets.find(ref)).isEqualTo(new ProviderKeys.NoKey("no key in ${file:" + file + "}"));
        Files.writeString(file, "sk-secret\n");
        ProviderKeys.Secret key = (ProviderKeys.Secret) secrets.find(ref);

        assertThat(key.reveal()).isEqualTo("sk-secret");
        assertThat(key.toString()).doesNotContain("secret");
        assertThat(key.mask().mask("bad key sk-secret given")).isEqualTo("bad key •••• given");
        assertThat(secrets.find(ref)).as("made once").isSameAs(key);
        Files.writeString(file, "sk-another");
        assertThat(secrets.find(ref).secret()).extracting(ProviderKeys.Secret::reveal).isEqualTo("sk-another");
        Files.writeString(file, "two\nlines");
        assertThat(secrets.find(ref)).isInstanceOf(ProviderKeys.NoKey.class);
    }

    @Test
    void whatATargetCannotBeShownIsALoss() {
        Turn image = new Turn.ToolResult(
                new CallId("c"), List.of(new Part.Image("image/png", "aGk=")), null, false, new TreeSet<>());

        assertThat(losses(image, Wire.OPENAI_CHAT, "openai", "gpt-5", "images")).isEqualTo("would lose an image in a tool result (turn 0)");
        assertThat(losses(image, Wire.ANTHROPIC_MESSAGES, "anthropic", "claude", "images")).isNull();
        assertThat(losses(image, Wire.ANTHROPIC_MESSAGES, "anthropic", "claude")).isNotNull();
        assertThat(losses(image, Wire.OPENAI_RESPONSES, "openai-responses", "gpt-5.6", "images")).isNull();
        assertThat(losses(image, Wire.OPENAI_RESPONSES, "openai-responses", "gpt-5.6")).isNotNull();
        assertThat(losses(image, Wire.GEMINI, "gemini", "gemini-2.5-pro", "images")).isNotNull();
        assertThat(losses(image, Wire.GEMINI, "gemini", "gemini-3-pro", "images")).isNull();
        assertThat(losses(new Turn.User(List.of(new Part.Text("Hi."))), Wire.OFFLINE, "offline", "m")).isNull();
    }

    private static @org.jspecify.annotations.Nullable String losses(
            Turn turn, Wire wire, String profile, String id, String... can) {
        return Portability.of(ImageTurns.of(List.of(turn)), SamplingOptions.NONE, WireCases.entry(wire, profile, id, can)).obstacle();
    }

    private static Model ready(Models models, String profile) {
        Connector.Found found = models.find(new ModelName(profile + "/m-1"));
        assertThat(found).isInstanceOf(Connector.Ready.class);
        return ((Connector.Ready) found).model();
    }

    private static Models models(StrictProviders providers, Transport transport) {
        List<ModelEntry> entries = new ArrayList<>();
        Map<String, String> keys = new TreeMap<>();
        for (FakeWire wire : FakeWire.all()) {
            ModelEntry entry = WireCases.entry(wire.wire(), wire.profile(), "m-1", "tools");
            URI url = providers.url(wire.profile());
            entries.add(new ModelEntry(
                    entry.name(),
                    new Provider(wire.profile(), wire.wire(), wire.profile(), url, entry.provider().key()),
                    entry.naming(), entry.context(), entry.output(), entry.price(), entry.can()));
            keys.put("KEY_" + wire.profile(), "key-of-" + wire.profile());
        }
        return Models.of(catalogue(entries), ProviderKeys.of(keys), transport, Map.of());
    }

    private static ModelCatalogue catalogue(List<ModelEntry> entries) {
        TreeMap<ModelName, ModelEntry> models = new TreeMap<>();
        entries.forEach(entry -> models.put(entry.name(), entry));
        return new ModelCatalogue(new TreeMap<>(), models);
    }
}
