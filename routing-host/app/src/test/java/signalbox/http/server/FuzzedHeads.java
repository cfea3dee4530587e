package signalbox.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.util.ReferenceCountUtil;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/// Opens the reader of requests to the fuzz targets: what a request is does not depend on the pieces it arrives in.
public final class FuzzedHeads {
    private static final HostAndOriginRule RULE =
            new HostAndOriginRule(Set.of("127.0.0.1"), Set.of("https://pages.example"));
    private static final List<Integer> PIECES = List.of(1, 7);

    private FuzzedHeads() {}

    public static void read(byte[] input) {
        var whole = read(input, Math.max(1, input.length));
        for (int piece : PIECES) {
            assertThat(read(input, piece)).isEqualTo(whole);
        }
    }

    private static List<String> read(byte[] input, int piece) {
        var channel = new EmbeddedChannel(new StrictRequestDecoder());
        var read = new ArrayList<String>();
        for (int at = 0; at < input.length; at += piece) {
            channel.writeInbound(Unpooled.copiedBuffer(Arrays.copyOfRange(input, at, Math.min(input.length, at + piece))));
            for (HttpObject object = channel.readInbound(); object != null; object = channel.readInbound()) {
                if (!read.contains("refused")) {
                    note(object, read);
                }
                ReferenceCountUtil.release(object);
            }
        }
        channel.finishAndReleaseAll();
        return read;
    }

    private static void note(HttpObject object, List<String> read) {
        if (object.decoderResult().isFailure()) {
            read.add("refused");
            return;
        }
        if (object instanceof HttpRequest request) {
            var hosts = request.headers().getAll(HttpHeaderNames.HOST);
            var origins = request.headers().getAll(HttpHeaderNames.ORIGIN);
            read.add(request.method() + " " + request.uri() + " " + request.headers() + " " + RULE.rule(hosts, origins, 8080));
            read.add("");
        }
        if (object instanceof HttpContent content && !read.isEmpty()) {
            read.add(read.removeLast() + content.content().toString(StandardCharsets.ISO_8859_1));
        }
    }
}
