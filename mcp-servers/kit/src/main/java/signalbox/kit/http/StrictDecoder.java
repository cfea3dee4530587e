package signalbox.kit.http;

import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpRequestDecoder;

/// Reads requests as RFC 9112 frames them, and refuses what two readers could frame in two ways.
final class StrictDecoder extends HttpRequestDecoder {
    StrictDecoder() {
        super(new HttpDecoderConfig()
                .setMaxInitialLineLength(HttpLimits.LINE_BYTES)
                .setMaxHeaderSize(HttpLimits.HEAD_BYTES)
                .setAllowDuplicateContentLengths(false)
                .setStrictLineParsing(true)
                .setUseRfc9112TransferEncoding(true));
    }

    @Override
    protected void handleTransferEncodingChunkedWithContentLength(HttpMessage message) {
        throw new IllegalArgumentException("both Transfer-Encoding and Content-Length");
    }
}
