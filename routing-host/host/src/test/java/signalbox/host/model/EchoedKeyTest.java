package signalbox.host.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import signalbox.host.fake.FakeWire;
import signalbox.host.fake.Said;
import signalbox.host.turn.Outcome;
import signalbox.host.turn.Prompt;
import signalbox.host.turn.SamplingOptions;
import signalbox.host.turn.ToolChoice;
import signalbox.host.wire.ProviderKeys;
import signalbox.host.wire.WireJson;
import signalbox.policy.catalogue.ModelCatalogue;
import signalbox.policy.catalogue.ModelEntry;
import signalbox.policy.catalogue.ModelName;
import signalbox.policy.catalogue.Naming;
import signalbox.policy.catalogue.Provider;
import signalbox.policy.catalogue.SecretRef;
import signalbox.policy.catalogue.Wire;
import signalbox.policy.money.Price;
import signalbox.testing.ScriptedHttp;
import signalbox.testing.ScriptedHttp.Answer;

/// A provider that gives back the key it was shown, in an answer as in an error, gives it to nobody.
class EchoedKeyTest {
    private static final String KEY = "q7-Zr+4/TdWm=Xe9uB";
    private static final String BASE64 = Base64.getEncoder().encodeToString(("Bearer " + KEY).getBytes(StandardCharsets.UTF_8));
    private static final String HEX = HexFormat.of().formatHex(KEY.getBytes(StandardCharsets.UTF_8));

    @ParameterizedTest
    @ValueSource(strings = {"answer", "error", "error beside 200", "page", "nonsense"})
    void aKeyThatComesBackIsMaskedInEveryOutcome(String kind) {
        for (FakeWire wire : FakeWire.all()) {
            var echo = "Authorization: Bearer " + KEY + " or " + BASE64 + " or " + HEX;
            var arguments = WireJson.object().put("header", echo);
            arguments.putArray("list").add(KEY);
            var said = new Said(echo, List.of(new Said.Call("send", arguments)));
            try (var provider = new ScriptedHttp(_ -> switch (kind) {
                        case "answer" -> Answer.json(WireJson.write(wire.answer(said, "m")));
                        case "error" -> Answer.of(401, "application/json", error(echo));
                        case "error beside 200" -> Answer.json(error(echo));
                        case "page" -> Answer.of(502, "text/html", "<p>" + echo);
                        default -> Answer.json("[\"" + echo + "\"]");
                    });
                    var transport = new Transport()) {
                var outcome = model(wire, provider.uri(""), transport).ask(
                        new Prompt(List.of(), List.of(), new ToolChoice.Auto(), SamplingOptions.NONE), Duration.ofSeconds(20));

                assertThat(outcome).as(wire.profile()).isInstanceOf(kind.equals("answer") ? Outcome.Answered.class : Outcome.class);
                assertThat(outcome.toString()).as(wire.profile())
                        .contains("••••").doesNotContain(KEY).doesNotContain(BASE64.substring(12)).doesNotContain(HEX);
            }
        }
    }

    @Test
    void aKeyThatComesBackInPiecesIsMaskedWhileItComes() {
        var events = new StringBuilder();
        for (var piece : ("It was " + KEY + ", I think").split("(?<=\\G.{3})")) {
            var event = WireJson.object();
            event.putArray("choices").addObject().put("index", 0).putObject("delta").put("content", piece);
            events.append("data: ").append(WireJson.write(event)).append("\n\n");
        }
        events.append("data: {\"choices\": [{\"index\": 0, \"delta\": {}, \"finish_reason\": \"stop\"}]}\n\ndata: [DONE]\n\n");
        try (var provider = new ScriptedHttp(_ -> Answer.of(200, "text/event-stream", events.toString()));
                var transport = new Transport()) {
            var wire = FakeWire.all().stream().filter(each -> each.wire() == Wire.OPENAI_CHAT).findFirst().orElseThrow();
            var heard = new StringBuilder();

            var outcome = model(wire, provider.uri(""), transport).stream(
                    new Prompt(List.of(), List.of(), new ToolChoice.Auto(), SamplingOptions.NONE), Duration.ofSeconds(20), heard::append);

            assertThat(heard).hasToString("It was ••••, I think");
            assertThat(outcome).isInstanceOfSatisfying(
                    Outcome.Answered.class, answered -> assertThat(answered.turn().text()).isEqualTo("It was ••••, I think"));
        }
    }

    private static String error(String text) {
        var error = WireJson.object();
        error.putObject("error").put("message", text).put("code", "bad_key");
        return WireJson.write(error);
    }

    private static Model model(FakeWire wire, URI url, Transport transport) {
        var provider = new Provider(wire.profile(), wire.wire(), wire.profile(), url, new SecretRef.Env("KEY"));
        var name = new ModelName(wire.profile() + "/m");
        var entry = new ModelEntry(name, provider, new Naming("m", ""), 100_000, 8_000, Price.FREE, new TreeSet<>(List.of("tools")));
        var catalogue = new ModelCatalogue(new TreeMap<>(), new TreeMap<>(Map.of(name, entry)));
        return ((Connector.Ready) Models.of(catalogue, ProviderKeys.of(Map.of("KEY", KEY)), transport, Map.of()).find(name)).model();
    }
}
