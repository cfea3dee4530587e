package signalbox.host.portability;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import signalbox.host.turn.CallId;
import signalbox.host.turn.Outcome;
import signalbox.host.turn.Prompt;
import signalbox.host.wire.AnswerFold;
import signalbox.host.wire.Codec;
import signalbox.host.wire.ProviderKeys;
import signalbox.host.wire.ProviderReply;
import signalbox.host.wire.WireJson;
import signalbox.policy.catalogue.ModelEntry;
import tools.jackson.databind.node.ObjectNode;

/// Each check is seen failing: on a wire that does what it forbids.
class PlantedLossTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "1 | anthropic | openai | call_[A-Za-z0-9]{24} | call_same",
        "4 | anthropic | openai | Be brief. | signed by m-0",
        "8 | openai | anthropic | Found it. | Found it. mine alone",
        "9 | openai | anthropic | r1 | r2",
        "11 | openai | anthropic | Well\\? | -",
        "14 | openai | gemini | shop__look_up | other",
        "16 | openai | anthropic | iVBOR | -",
        "17 | openai | mistral | delivered | -",
        "19 | openai | gemini | \"properties\" | \"$defs\"",
        "23 | openai | openai | ,\"temperature\":[0-9.]+ | -",
        "29 | openai | openai | Be brief. | NUMBER",
        "32 | openai | openai | \"model\" | \"previous_response_id\":\"r\",\"model\""
    })
    void theCheckFails(int number, String from, String to, String pattern, String planted) {
        var check = PortabilityMatrixTest.CHECKS.stream().filter(each -> each.number() == number).findFirst().orElseThrow();
        var count = new AtomicInteger();
        var target = party(to);
        var broken = new Party(target.provider(), target.model(), new Broken(target.codec(), request -> {
            var with = planted.equals("-") ? "" : planted.replace("NUMBER", "Be brief " + count.incrementAndGet());
            return (ObjectNode) WireJson.parse(WireJson.write(request).replaceAll(pattern, with.replace("$", "\\$")));
        }));

        assertThatThrownBy(() -> check.of().apply(new Handoff(party(from), broken, false))).isInstanceOf(AssertionError.class);
    }

    private static Party party(String profile) {
        return new Party(
                PortabilityMatrixTest.profiles().stream().filter(each -> each.profile().equals(profile)).findFirst().orElseThrow(), "m-0");
    }

    /// A wire whose requests are changed behind its back.
    private record Broken(Codec codec, UnaryOperator<ObjectNode> change) implements Codec {
        @Override
        public String path(ModelEntry entry) {
            return codec.path(entry);
        }

        @Override
        public Map<String, String> headers(ModelEntry entry, ProviderKeys.@Nullable Secret key) {
            return codec.headers(entry, key);
        }

        @Override
        public ObjectNode request(Prompt prompt, ModelEntry entry) {
            return change.apply(codec.request(prompt, entry));
        }

        @Override
        public ObjectNode streamed(ObjectNode request, ModelEntry entry) {
            return codec.streamed(request, entry);
        }

        @Override
        public AnswerFold fold() {
            return codec.fold();
        }

        @Override
        public Outcome response(Prompt prompt, ModelEntry entry, ProviderReply reply, Supplier<CallId> ids) {
            return codec.response(prompt, entry, reply, ids);
        }
    }
}
