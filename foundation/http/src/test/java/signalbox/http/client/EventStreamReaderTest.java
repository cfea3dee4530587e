package signalbox.http.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import signalbox.http.client.EventStreamReader.Event;

class EventStreamReaderTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            data: a\\n\\n                         | message:a
            data:a\\r\\rdata: b\\r\\r               | message:a message:b
            data: a\\r\\n\\r\\ndata: b\\r\\n\\r\\n     | message:a message:b
            event: note\\ndata: a\\n\\n            | note:a
            data: a\\ndata: b\\n\\n               | message:a+b
            : comment\\n\\ndata: a\\n\\n          | message:a
            \\uFEFFdata: a\\n\\n                  | message:a
            data: a                             |
            data: a\\n                           |
            id: 7\\ndata:\\n\\n                   | message:
            nonsense\\ndata: a\\n\\n              | message:a
            data:  a\\n\\n                        | message:_a
            """)
    void eventsAreReadAsTheStandardSays(String stream, String events) throws IOException {
        var text = stream.replace("\\n", "\n").replace("\\r", "\r").replace("\\uFEFF", "\uFEFF");

        var read = read(text);

        assertThat(String.join(" ", read.stream().map(EventStreamReaderTest::shown).toList())).isEqualTo(events == null ? "" : events);
    }

    @Test
    void theLastIdAndTheWishedPauseAreKept() throws IOException {
        var stream = stream("id: event-1\nretry: 500\ndata: \n\n");

        stream.next();

        assertThat(stream.lastId()).isEqualTo("event-1");
        assertThat(stream.retry()).hasValue(500);
    }

    @Test
    void anEndlessLineIsNotReadForever() {
        var endless = new EventStreamReader(new InputStream() {
            @Override
            public int read() {
                return 'a';
            }
        });

        assertThatThrownBy(endless::next).isInstanceOf(IOException.class).hasMessageContaining("larger than");
    }

    @Test
    void howAStreamIsCutIntoPiecesDoesNotMatter() throws IOException {
        long seed = System.nanoTime();
        var random = new Random(seed);
        for (int n = 0; n < 2_000; n++) {
            var text = new StringBuilder();
            for (int i = random.nextInt(12); i >= 0; i--) {
                text.append(List.of("data: ä", "data", ":x", "id: 1", "\r", "\n", "\r\n", "event: e", "retry: 1").get(random.nextInt(9)));
            }
            var bytes = text.toString().getBytes(StandardCharsets.UTF_8);

            var pieces = new EventStreamReader(new ByteArrayInputStream(bytes) {
                @Override
                public synchronized int read(byte[] into, int offset, int length) {
                    return super.read(into, offset, Math.min(length, 1 + random.nextInt(3)));
                }
            });

            assertThat(all(pieces)).as("seed %s: %s", seed, text).isEqualTo(read(text.toString()));
        }
    }

    private static String shown(Event event) {
        return event.type() + ":" + event.data().replace("\n", "+").replace(' ', '_');
    }

    private static List<Event> read(String text) throws IOException {
        return all(stream(text));
    }

    private static EventStreamReader stream(String text) {
        return new EventStreamReader(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static List<Event> all(EventStreamReader stream) throws IOException {
        var events = new ArrayList<Event>();
        for (var event = stream.next(); event != null; event = stream.next()) {
            events.add(event);
        }
        return events;
    }
}
