package signalbox.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a request is does not depend on the pieces that it arrives in.
class StrictRequestDecoderTest {
    private static final long SEED = Long.getLong("pieces.seed", 20_261_128L);
    private static final String WELL = "POST /mcp HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nabcde";

    @ParameterizedTest
    @ValueSource(strings = {
        WELL,
        WELL + WELL + WELL,
        "\r\n\r\n" + WELL + "\r\n" + WELL,
        "POST /mcp HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3;a=b\r\nabc\r\n2\r\n \r\r\n0\r\nX: y\r\n\r\n" + WELL,
        "POST /mcp HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\n\r\n a\r\n b\r\n" + WELL,
        "GET /mcp HTTP/1.0\r\n\r\n" + WELL
    })
    void whatIsWellFramedIsReadHoweverItArrives(String text) {
        var whole = read(List.of(text));

        assertThat(whole).doesNotContain("refused").contains("POST /mcp");
        assertThat(read(bytes(text))).isEqualTo(whole);
        for (int i = 0; i < 50; i++) {
            assertThat(read(pieces(text, i))).as("pieces.seed=%d, %d", SEED, i).isEqualTo(whole);
        }
    }

    @Test
    void aHeadHasAtMostAHundredFieldsHoweverItArrives() {
        var most = "GET /mcp HTTP/1.1\r\n" + "X: y\r\n".repeat(100);
        var over = most + "X: y\r\n";

        assertThat(read(bytes(most + "\r\n" + most + "\r\n"))).contains("GET /mcp").doesNotContain("refused");
        assertThat(read(List.of(over))).contains("refused");
        assertThat(read(bytes(over))).contains("refused");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "POST /mcp HTTP/1.1\r\nHost: a\r\n b\r\n\r\n",
        "POST /mcp HTTP/1.1\r\n Host: a\r\n\r\n",
        "POST /mcp HTTP/1.1\r\nHost: a\r\n\tContent-Length: 5\r\n\r\nabcde",
        "\r\n\r\nPOST /mcp HTTP/1.1\r\nHost: a\r\n b\r\n\r\n",
        " POST /mcp HTTP/1.1\r\nHost: a\r\n\r\n",
        "\r\n POST /mcp HTTP/1.1\r\nHost: a\r\n\r\n",
        "POST  /mcp HTTP/1.1\r\nHost: a\r\n\r\n",
        "POST /mcp HTTP/1.1 \r\nHost: a\r\n\r\n",
        "POST /mcp HTTP/1.2\r\nHost: a\r\n\r\n",
        "POST /mcp\r\nHost: a\r\n\r\n",
        "POST /mcp HTTP/1.1\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
        "POST /mcp HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 1\r\n\r\na"
    })
    void whatIsNotIsRefusedHoweverItArrives(String text) {
        assertThat(read(List.of(WELL + text))).containsSequence("POST /mcp", "abcde", "refused");
        assertThat(read(bytes(WELL + text))).containsSequence("POST /mcp", "abcde", "refused");
        for (int i = 0; i < 50; i++) {
            assertThat(read(pieces(WELL + text, i))).as("pieces.seed=%d, %d", SEED, i).containsSequence("POST /mcp", "abcde", "refused");
        }
    }

    @Test
    void aHeadIsBoundedHoweverItArrives() {
        var line = "POST /" + "a".repeat(HttpLimits.LINE_BYTES) + " HTTP/1.1\r\n\r\n";
        var headers = "POST /mcp HTTP/1.1\r\n" + ("X: " + "b".repeat(1000) + "\r\n").repeat(40) + "\r\n";

        for (var text : List.of(line, headers)) {
            assertThat(read(List.of(text))).containsExactly("refused");
            assertThat(read(bytes(text))).containsExactly("refused");
        }
    }

    /// What was read until something was refused: heads, bodies of requests that have one, refusals.
    private static List<String> read(List<String> pieces) {
        var channel = new EmbeddedChannel(new StrictRequestDecoder());
        var read = new ArrayList<String>();
        var body = new StringBuilder();
        for (var piece : pieces) {
            channel.writeInbound(Unpooled.copiedBuffer(piece, StandardCharsets.ISO_8859_1));
            for (HttpObject object = channel.readInbound(); object != null; object = channel.readInbound()) {
                if (!read.contains("refused")) {
                    note(object, read, body);
                }
                ReferenceCountUtil.release(object);
            }
        }
        channel.finishAndReleaseAll();
        return read;
    }

    private static void note(HttpObject object, List<String> read, StringBuilder body) {
        if (object.decoderResult().isFailure()) {
            read.add("refused");
            return;
        }
        if (object instanceof HttpRequest request) {
            read.add(request.method() + " " + request.uri());
        }
        if (object instanceof HttpContent content) {
            body.append(content.content().toString(StandardCharsets.ISO_8859_1));
            if (object instanceof LastHttpContent && !body.isEmpty()) {
                read.add(body.toString());
                body.setLength(0);
            }
        }
    }

    private static List<String> bytes(String text) {
        return text.chars().mapToObj(Character::toString).toList();
    }

    private static List<String> pieces(String text, int number) {
        var random = new Random(SEED + number);
        var pieces = new ArrayList<String>();
        for (int at = 0; at < text.length();) {
            int next = Math.min(text.length(), at + 1 + random.nextInt(20));
            pieces.add(text.substring(at, next));
            at = next;
        }
        return pieces;
    }
}
