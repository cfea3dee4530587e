package signalbox.http.server;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

/// Reads requests as RFC 9112 frames them, and refuses what two readers could frame in two ways.
///
/// Netty reads around spaces in a request line and joins folded headers: each line of a head is looked at before it is
/// read.
final class StrictRequestDecoder extends HttpRequestDecoder {
    private static final Set<String> VERSIONS = Set.of("HTTP/1.1\r\n", "HTTP/1.1\n", "HTTP/1.0\r\n", "HTTP/1.0\n");

    private boolean expectsHead = true;
    private boolean inHead;
    private int fields;

    StrictRequestDecoder() {
        super(new HttpDecoderConfig()
                .setMaxInitialLineLength(HttpLimits.LINE_BYTES)
                .setMaxHeaderSize(HttpLimits.HEAD_BYTES)
                .setAllowDuplicateContentLengths(false)
                .setStrictLineParsing(true)
                .setUseRfc9112TransferEncoding(true));
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) throws Exception {
        if (expectsHead && hasWrongLine(in)) {
            refuse(in, out, new IllegalArgumentException("a line of a head"));
            return;
        }
        if (fields > HttpLimits.HEAD_FIELDS) {
            refuse(in, out, new TooLongHttpHeaderException("more fields than " + HttpLimits.HEAD_FIELDS));
            return;
        }
        int before = out.size();
        super.decode(context, in, out);
        for (var read : out.subList(before, out.size())) {
            if (read instanceof HttpRequest request) {
                expectsHead = false;
                inHead = false;
                fields = 0;
                refuseUnknownCoding(request);
            }
            if (read instanceof LastHttpContent) {
                expectsHead = true;
            }
        }
    }

    private void refuse(ByteBuf in, List<Object> out, Exception why) {
        in.skipBytes(in.readableBytes());
        var unread = createInvalidMessage();
        unread.setDecoderResult(DecoderResult.failure(why));
        out.add(unread);
    }

    @Override
    protected void handleTransferEncodingChunkedWithContentLength(HttpMessage message) {
        throw new IllegalArgumentException("both Transfer-Encoding and Content-Length");
    }

    /// Looks at the lines that are there whole, and counts the fields among them: each is read right after, so that none
    /// is counted twice. What is to be read begins at the start of a line.
    private boolean hasWrongLine(ByteBuf in) {
        int end = in.writerIndex();
        int at = in.readerIndex();
        while (!inHead && at < end && (in.getByte(at) == '\r' || in.getByte(at) == '\n')) {
            at++;
        }
        while (at < end) {
            byte first = in.getByte(at);
            if (first == ' ' || first == '\t') {
                return true;
            }
            int feed = in.indexOf(at, end, (byte) '\n');
            if (first == '\r' || first == '\n' || feed < 0) {
                return false;
            }
            if (!inHead && !isRequestLine(in.toString(at, feed + 1 - at, StandardCharsets.ISO_8859_1))) {
                return feed - at <= HttpLimits.LINE_BYTES;
            }
            fields += inHead ? 1 : 0;
            inHead = true;
            at = feed + 1;
        }
        return false;
    }

    /// Method, target and version with one space between them (RFC 9112, section 3).
    private static boolean isRequestLine(String line) {
        int afterMethod = line.indexOf(' ');
        int afterTarget = line.indexOf(' ', afterMethod + 1);
        return afterMethod > 0
                && afterTarget > afterMethod + 1
                && line.indexOf('\t') < 0
                && VERSIONS.contains(line.substring(afterTarget + 1));
    }

    private static void refuseUnknownCoding(HttpRequest request) {
        var codings = request.headers().getAll(HttpHeaderNames.TRANSFER_ENCODING);
        if (!codings.isEmpty() && !(codings.size() == 1 && codings.getFirst().equalsIgnoreCase("chunked"))) {
            request.setDecoderResult(DecoderResult.failure(new IllegalArgumentException("another Transfer-Encoding than chunked")));
        }
    }
}
