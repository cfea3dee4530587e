package signalbox.kit.transcript;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import signalbox.kit.TestServers;
import signalbox.kit.endpoint.McpSettings;

/// Every conversation of `src/test/transcripts` again; `-Dtranscripts=write` writes the answers anew.
class TranscriptTest {
    private static final Path FOLDER = Path.of("src/test/transcripts");
    private static final McpSettings.Limits SMALL_PAGES =
            new McpSettings.Limits(1 << 20, Duration.ofSeconds(30), Duration.ofMinutes(30), 256, 256, 4);
    private static final TestServers SERVERS = TestServers.open(SMALL_PAGES);

    @AfterAll
    static void closeServers() {
        SERVERS.close();
    }

    @TestFactory
    Stream<DynamicTest> revision20260728() throws IOException {
        return conversations("modern");
    }

    @TestFactory
    Stream<DynamicTest> revision20251125() throws IOException {
        return conversations("legacy");
    }

    private static Stream<DynamicTest> conversations(String wire) throws IOException {
        try (var files = Files.list(FOLDER.resolve(wire))) {
            return files.sorted().toList().stream()
                    .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> hold(file)));
        }
    }

    private static void hold(Path file) throws IOException {
        var transcript = Transcript.of(Files.readAllLines(file));
        if (transcript.changesTheWorld()) {
            try (var own = TestServers.open(SMALL_PAGES)) {
                hold(file, transcript, own);
            }
        } else {
            hold(file, transcript, SERVERS);
        }
    }

    private static void hold(Path file, Transcript transcript, TestServers servers) throws IOException {
        try (var conversation = new Conversation(servers)) {
            var held = conversation.held(transcript);
            if ("write".equals(System.getProperty("transcripts"))) {
                Files.writeString(file, held);
            }

            assertThat(transcript.heading()).as("what it guards").startsWith("# ");
            assertThat(held).isEqualTo(Files.readString(file));
        }
    }
}
