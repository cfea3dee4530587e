package signalbox.app.stdio;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import signalbox.kit.rpc.Reading;

class MessageLinesTest {
    private static final String PING = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}";

    @Test
    void eachLineIsAMessageWhateverEndsIt() throws IOException {
        var lines = read("\n" + PING + "\r\n  \n" + PING + "\n\n" + PING);

        assertThat(lines).hasSize(3).allSatisfy(line -> {
            assertThat(line.reading()).isInstanceOf(Reading.Read.class);
            assertThat(line.text().strip()).isEqualTo(PING);
        });
    }

    @Test
    void aLineThatIsTooLongIsRefusedAndTheNextOneIsRead() throws IOException {
        var lines = read("{\"x\":\"" + "y".repeat(9 << 20) + "\"}\n" + PING + "\n");

        assertThat(lines).hasSize(2);
        assertThat(lines.getFirst().reading()).isInstanceOf(Reading.Unreadable.class);
        assertThat(lines.getLast().reading()).isInstanceOf(Reading.Read.class);
    }

    @Test
    void aLineThatIsNotUtf8IsRefused() throws IOException {
        var lines = read("{\u00ff}\n", StandardCharsets.ISO_8859_1);

        assertThat(lines).hasSize(1);
        assertThat(lines.getFirst().reading()).isInstanceOf(Reading.Unreadable.class);
    }

    private static List<MessageLines.ReadLine> read(String text) throws IOException {
        return read(text, StandardCharsets.UTF_8);
    }

    private static List<MessageLines.ReadLine> read(String text, Charset charset) throws IOException {
        var lines = new MessageLines(new ByteArrayInputStream(text.getBytes(charset)));
        var all = new ArrayList<MessageLines.ReadLine>();
        for (var line = lines.next(); line != null; line = lines.next()) {
            all.add(line);
        }
        return all;
    }
}
