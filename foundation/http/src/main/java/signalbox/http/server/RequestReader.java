package signalbox.http.server;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import java.io.ByteArrayOutputStream;

/// A request that is still arriving.
final class RequestReader {
    private static final int FIRST_GUESS = 1024;

    private final RequestHead head;
    private final boolean keepAlive;
    private final boolean chunkable;
    private final boolean expectsContinue;
    private final long announced;
    private final ByteArrayOutputStream body;

    RequestReader(HttpRequest request, int localPort) {
        head = new RequestHead(request.method().name(), request.uri(), request.headers(), localPort);
        keepAlive = HttpUtil.isKeepAlive(request);
        chunkable = request.protocolVersion().compareTo(HttpVersion.HTTP_1_1) >= 0;
        expectsContinue = HttpUtil.is100ContinueExpected(request);
        boolean chunked = HttpUtil.isTransferEncodingChunked(request);
        var length = request.headers().get(HttpHeaderNames.CONTENT_LENGTH);
        announced = chunked ? Long.MAX_VALUE : length == null ? 0 : Long.parseLong(length);
        body = new ByteArrayOutputStream((int) Math.min(announced, FIRST_GUESS));
    }

    RequestHead head() {
        return head;
    }

    boolean keepAlive() {
        return keepAlive;
    }

    /// Whether its answer may come in chunks.
    boolean chunkable() {
        return chunkable;
    }

    boolean expectsContinue() {
        return expectsContinue;
    }

    boolean announcesMoreThan(int bytes) {
        return announced != Long.MAX_VALUE && announced > bytes;
    }

    /// Whether it may turn out so long that its sender must be known first.
    boolean isLarge() {
        return announced > HttpLimits.SMALL_BODY;
    }

    /// False once there is more than the most.
    boolean add(ByteBuf content, int most) {
        int length = content.readableBytes();
        if (body.size() + (long) length > most) {
            return false;
        }
        if (length > 0) {
            var bytes = new byte[length];
            content.readBytes(bytes);
            body.write(bytes, 0, length);
        }
        return true;
    }

    byte[] body() {
        return body.toByteArray();
    }
}
