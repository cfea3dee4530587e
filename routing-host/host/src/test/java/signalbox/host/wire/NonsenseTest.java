package signalbox.host.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import signalbox.host.fake.FakeWire;
import signalbox.host.fake.Said;
import signalbox.host.turn.CallIds;
import signalbox.host.turn.Prompt;
import signalbox.host.turn.SamplingOptions;
import signalbox.host.turn.ToolChoice;
import signalbox.policy.catalogue.ModelEntry;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Whatever a provider sends, reading it ends in an outcome.
class NonsenseTest {
    private static final long SEED = 7;
    private static final List<String> ODD =
            List.of("null", "7", "-1", "1e999", "\"\"", "\"x\"", "[]", "{}", "[[]]", "true", "[null]", "[{}]");

    @Test
    void noReplyWithOneValueReplacedMakesAWireThrow() {
        Random random = new Random(SEED);
        Prompt prompt = new Prompt(List.of(), List.of(), new ToolChoice.Auto(), SamplingOptions.NONE);
        Said said = new Said("Hi.", List.of(new Said.Call("t", WireCases.object("{\"a\":1}"))));
        for (FakeWire fake : FakeWire.all()) {
            ModelEntry entry = WireCases.entry(fake.wire(), fake.profile(), "m");
            for (int i = 0; i < 2_000; i++) {
                ObjectNode body = fake.answer(said, "m");
                spoil(body, random);
                String text = WireJson.write(body);
                ProviderReply reply = ProviderReply.of(random.nextInt(4) == 0 ? 400 + random.nextInt(200) : 200, Map.of(), text);

                var outcome = WireCases.codec(fake.wire()).response(prompt, entry, reply, CallIds::fresh);

                assertThat(outcome).as("seed %s, %s: %s", SEED, fake.profile(), text).isNotNull();
            }
        }
    }

    private static void spoil(JsonNode node, Random random) {
        if (node instanceof ObjectNode object && !object.isEmpty()) {
            List<String> names = List.copyOf(object.propertyNames());
            String name = names.get(random.nextInt(names.size()));
            if (random.nextInt(3) == 0 || !object.get(name).isContainer()) {
                object.set(name, odd(random));
            } else {
                spoil(object.get(name), random);
            }
        } else if (node instanceof ArrayNode array && !array.isEmpty()) {
            int index = random.nextInt(array.size());
            if (random.nextInt(3) == 0) {
                array.set(index, odd(random));
            } else {
                spoil(array.get(index), random);
            }
        }
    }

    private static JsonNode odd(Random random) {
        return WireJson.parse(ODD.get(random.nextInt(ODD.size())));
    }
}
