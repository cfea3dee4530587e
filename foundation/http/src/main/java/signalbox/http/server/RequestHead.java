package signalbox.http.server;

import io.netty.handler.codec.http.HttpHeaders;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The head of a request, as the client wrote it: nothing in it is decoded.
public final class RequestHead {
    private final String method;
    private final String path;
    private final @Nullable String query;
    private final HttpHeaders headers;
    private final int localPort;

    RequestHead(String method, String target, HttpHeaders headers, int localPort) {
        this.method = method;
        int mark = target.indexOf('?');
        path = mark < 0 ? target : target.substring(0, mark);
        query = mark < 0 ? null : target.substring(mark + 1);
        this.headers = headers;
        this.localPort = localPort;
    }

    public String method() {
        return method;
    }

    /// The request target up to its first `?`.
    public String path() {
        return path;
    }

    public @Nullable String query() {
        return query;
    }

    /// The port that the request came to.
    public int localPort() {
        return localPort;
    }

    /// The first header of this name in any case, or null.
    public @Nullable String header(String name) {
        return headers.get(name);
    }

    /// Every header of this name, in their order.
    public List<String> headers(String name) {
        return headers.getAll(name);
    }
}
