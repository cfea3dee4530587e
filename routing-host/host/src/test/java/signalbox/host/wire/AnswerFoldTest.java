package signalbox.host.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import signalbox.host.turn.CallId;
import signalbox.host.turn.Outcome;
import signalbox.host.turn.Part;
import signalbox.host.turn.Prompt;
import signalbox.host.turn.SamplingOptions;
import signalbox.host.turn.ToolChoice;
import signalbox.host.turn.Turn;
import signalbox.http.client.EventStreamReader;
import signalbox.json.JsonResult;
import signalbox.policy.catalogue.ModelEntry;
import signalbox.policy.catalogue.Wire;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A whole answer is the fold of its events, however it was cut into events and these into reads.
class AnswerFoldTest {
    private static final int SPLITS = Integer.getInteger("folds.splits", 1_000);
    private static final long SEED = Long.getLong("folds.seed", 20_261_201L);
    private static final Prompt PROMPT = new Prompt(
            List.of(new Turn.User(List.of(new Part.Text("Hello")))), List.of(), new ToolChoice.Auto(), SamplingOptions.NONE);

    @ParameterizedTest
    @EnumSource(value = Wire.class, names = {"OPENAI_CHAT", "OPENAI_RESPONSES", "ANTHROPIC_MESSAGES", "GEMINI"})
    void anySplitOfAnAnswerGivesTheSameTurn(Wire wire) throws IOException {
        var random = new Random(SEED);
        for (int i = 0; i < SPLITS; i++) {
            var events = new StreamedAnswers(random).of(wire);
            var codec = WireCases.codec(wire);
            var entry = entry(wire);
            var fold = codec.fold();
            var told = new StringBuilder();

            read(events.events(), random).forEach(event -> told.append(fold.next(event)));

            var whole = outcome(codec, entry, events.whole());
            assertThat(fold.isComplete()).isTrue();
            assertThat(outcome(codec, entry, fold.body())).as("seed %d, answer %d: %s", SEED, i, events.whole()).isEqualTo(whole);
            assertThat(whole).isInstanceOfSatisfying(Outcome.Answered.class, answered ->
                    assertThat(told.toString().strip()).isEqualTo(answered.turn().text().strip()));
        }
    }

    @ParameterizedTest
    @EnumSource(value = Wire.class, names = {"OPENAI_CHAT", "OPENAI_RESPONSES", "ANTHROPIC_MESSAGES", "GEMINI"})
    void anAnswerThatWasBrokenOffIsNeverComplete(Wire wire) {
        var random = new Random(SEED);
        for (int i = 0; i < 100; i++) {
            var answer = new StreamedAnswers(random).of(wire);
            var fold = WireCases.codec(wire).fold();

            for (var event : answer.events()) {
                fold.next(event);
                if (fold.isComplete()) {
                    break;
                }
            }

            assertThat(fold.isComplete()).isTrue();
            assertThat(turn(wire, fold.body())).as("%s", answer.whole()).isEqualTo(turn(wire, answer.whole()));
        }
    }

    private static Turn.Assistant turn(Wire wire, ObjectNode body) {
        return ((Outcome.Answered) outcome(WireCases.codec(wire), entry(wire), body)).turn();
    }

    /// How compatible servers send calls: one after the other with the index 0, arguments whole, a call without an id.
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"index": 0, "id": "a", "function": {"name": "f", "arguments": "{}"}} | {"index": 0, "id": "b", "function": {"name": "g", "arguments": "{}"}} | f g
            {"index": 0, "id": "a", "function": {"name": "f", "arguments": {"x": 1}}} | {"index": 1, "id": "b", "function": {"name": "g"}} | f g
            {"index": 0, "id": "a", "function": {"name": "f", "arguments": "{"}} | {"index": 0, "function": {"arguments": "}"}} | f
            {"id": "a", "function": {"name": "f", "arguments": "{"}} | {"id": "a", "function": {"arguments": "}"}} | f
            """)
    void callsAreToldApartAsServersSendThem(String first, String second, String names) {
        var fold = WireCases.codec(Wire.OPENAI_CHAT).fold();
        for (var call : List.of(first, second)) {
            fold.next(WireJson.parse("{\"choices\": [{\"index\": 0, \"delta\": {\"tool_calls\": [" + call + "]}}]}"));
        }
        fold.next(WireJson.parse("{\"choices\": [{\"index\": 0, \"delta\": {}, \"finish_reason\": \"tool_calls\"}]}"));

        var outcome = outcome(WireCases.codec(Wire.OPENAI_CHAT), entry(Wire.OPENAI_CHAT), fold.body());

        assertThat(outcome).isInstanceOfSatisfying(Outcome.Answered.class, answered -> assertThat(
                String.join(" ", answered.turn().calls().stream().map(call -> call.tool()).toList())).isEqualTo(names));
    }

    /// The events as they come over a connection, in reads of any size.
    private static List<JsonNode> read(List<ObjectNode> events, Random random) throws IOException {
        var text = new StringBuilder();
        events.forEach(event -> text.append("event: x\ndata: ").append(event).append(random.nextBoolean() ? "\n\n" : "\r\n\r\n"));
        var read = new ArrayList<JsonNode>();
        var bytes = new ByteArrayInputStream(text.toString().getBytes(StandardCharsets.UTF_8));
        var reader = new EventStreamReader(new InputStream() {
            @Override
            public int read() {
                return bytes.read();
            }

            @Override
            public int read(byte[] into, int from, int length) {
                return bytes.read(into, from, Math.min(length, 1 + random.nextInt(9)));
            }
        });
        for (var event = reader.next(); event != null; event = reader.next()) {
            read.add(WireJson.parse(event.data()));
        }
        return read;
    }

    private static Outcome outcome(Codec codec, ModelEntry entry, ObjectNode body) {
        var next = new AtomicInteger();
        Supplier<CallId> ids = () -> new CallId("call_" + next.getAndIncrement());
        return codec.response(PROMPT, entry, new ProviderReply(200, new TreeMap<>(), new JsonResult.Parsed(body), ""), ids);
    }

    private static ModelEntry entry(Wire wire) {
        return WireCases.entry(wire, "some", "m", "tools");
    }
}
