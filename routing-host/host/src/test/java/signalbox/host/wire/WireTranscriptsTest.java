package signalbox.host.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import signalbox.host.fake.FakeWire;
import signalbox.host.turn.CallId;
import signalbox.host.turn.Outcome;
import signalbox.host.turn.Prompt;
import signalbox.policy.catalogue.ModelEntry;
import signalbox.policy.catalogue.Wire;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The transcripts under `wire/`: each names the check it guards, what was said, and what goes over the wire. Run with
/// `-Dsignalbox.golden=write` to write what is rendered now; then read the difference.
class WireTranscriptsTest {
    private static final Path ROOT = Path.of("src/test/resources/wire");
    private static final JsonMapper PRETTY =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    @TestFactory
    Stream<DynamicTest> everyTranscriptIsRenderedAndReadAsWritten() throws IOException {
        List<Path> files;
        try (Stream<Path> found = Files.walk(ROOT)) {
            files = found.filter(file -> file.toString().endsWith(".json")).sorted().toList();
        }
        assertThat(files).hasSizeGreaterThan(20);
        return files.stream().map(file -> DynamicTest.dynamicTest(ROOT.relativize(file).toString(), () -> check(file)));
    }

    private static void check(Path file) throws IOException {
        ObjectNode wireCase = WireCases.object(Files.readString(file));
        String folder = ROOT.relativize(file).getName(0).toString();
        Wire wire = Stream.of(Wire.values())
                .filter(one -> one.word().equals(folder))
                .findFirst()
                .orElseThrow();
        String[] can = wireCase.path("can").isMissingNode() ? new String[] {"tools"} : new String[] {"tools", "images", "json-schema"};
        ModelEntry entry = WireCases.entry(
                wire, wireCase.path("profile").asString(), wireCase.path("model").asString("m-1"), can);
        Prompt prompt = WireCases.prompt(wireCase);
        String key = wireCase.has("reply") ? "outcome" : "request";
        JsonNode actual = wireCase.has("reply")
                ? outcome(WireCases.codec(wire).response(prompt, entry, reply(wireCase.path("reply")), ids()))
                : WireCases.codec(wire).request(prompt, entry);

        if ("write".equals(System.getProperty("signalbox.golden"))) {
            wireCase.set(key, actual);
            Files.writeString(file, PRETTY.writeValueAsString(wireCase) + "\n");
        }

        assertThat(wireCase.path("guards").asString("")).startsWith("check ");
        assertThat(WireJson.write(wireCase.path(key))).isEqualTo(WireJson.write(actual));
        if (actual instanceof ObjectNode request && key.equals("request")) {
            assertThat(fake(entry).faults(request)).isEmpty();
        }
    }

    private static FakeWire fake(ModelEntry entry) {
        return FakeWire.all().stream()
                .filter(one -> one.profile().equals(entry.provider().profile()))
                .findFirst()
                .orElseThrow();
    }

    private static ProviderReply reply(JsonNode reply) {
        JsonNode body = reply.path("body");
        Map<String, String> headers = new TreeMap<>();
        reply.path("headers").properties().forEach(field -> headers.put(field.getKey(), field.getValue().asString()));
        return ProviderReply.of(reply.path("status").asInt(200), headers, body.isString() ? body.stringValue() : WireJson.write(body));
    }

    private static Supplier<CallId> ids() {
        AtomicInteger next = new AtomicInteger();
        return () -> new CallId("call-" + next.getAndIncrement());
    }

    private static JsonNode outcome(Outcome outcome) {
        ObjectNode node = WireJson.object();
        node.put("word", outcome.word());
        // Which model answered is not for the codec's reading of the answer to say.
        node.put("value", outcome.toString().replace(", served=]", "]"));
        return node;
    }
}
