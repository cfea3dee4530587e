package signalbox.http.server;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.util.List;

/// Replies and streams as Netty writes them, with the headers that every answer of ours has.
final class NettyResponses {
    private static final byte[][] NOTHING = {};

    private NettyResponses() {}

    static FullHttpResponse of(HttpReply reply, boolean keepAlive, boolean toHead) {
        var response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(reply.status()), Unpooled.wrappedBuffer(toHead ? NOTHING : reply.body()));
        common(response.headers(), reply.headers(), keepAlive);
        response.headers().setInt(HttpHeaderNames.CONTENT_LENGTH, reply.length());
        return response;
    }

    /// @param chunked whether the client knows chunks; otherwise the end of the connection ends the stream
    static HttpResponse stream(List<HttpReply.Header> headers, boolean keepAlive, boolean chunked) {
        var response = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
        common(response.headers(), headers, keepAlive && chunked);
        response.headers().set(HttpHeaderNames.CONTENT_TYPE, "text/event-stream").set("X-Accel-Buffering", "no");
        if (chunked) {
            response.headers().set(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
        }
        return response;
    }

    private static void common(HttpHeaders headers, List<HttpReply.Header> own, boolean keepAlive) {
        headers.set(HttpHeaderNames.DATE, ResponseDate.now())
                .set("X-Content-Type-Options", "nosniff")
                .set(HttpHeaderNames.CACHE_CONTROL, "no-store");
        own.forEach(header -> headers.set(header.name(), header.value()));
        if (!keepAlive) {
            headers.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        }
    }
}
