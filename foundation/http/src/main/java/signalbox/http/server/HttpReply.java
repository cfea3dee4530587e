package signalbox.http.server;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A whole answer.
public final class HttpReply {
    private static final Header JSON = new Header("Content-Type", "application/json");

    private final int status;
    private final List<Header> headers;
    private final byte[][] body;

    private HttpReply(int status, List<Header> headers, byte[]... body) {
        this.status = status;
        this.headers = headers;
        this.body = body;
    }

    public record Header(String name, String value) {}

    /// @param body its pieces, which nobody may change from now on
    public static HttpReply json(int status, byte[]... body) {
        return new HttpReply(status, List.of(JSON), body);
    }

    /// @param headers besides that of its type
    /// @param body its pieces, which nobody may change from now on
    public static HttpReply json(int status, List<Header> headers, byte[]... body) {
        return of(status, JSON, headers, body);
    }

    /// @param type such as `text/plain;charset=UTF-8`
    /// @param headers besides that of its type
    public static HttpReply of(int status, String type, List<Header> headers, byte[]... body) {
        return of(status, new Header("Content-Type", type), headers, body);
    }

    public static HttpReply json(int status, String body) {
        return json(status, body.getBytes(StandardCharsets.UTF_8));
    }

    public static HttpReply empty(int status) {
        return new HttpReply(status, List.of());
    }

    private static HttpReply of(int status, Header type, List<Header> headers, byte[]... body) {
        var all = new ArrayList<Header>(headers.size() + 1);
        all.add(type);
        all.addAll(headers);
        return new HttpReply(status, List.copyOf(all), body);
    }

    public HttpReply with(String name, String value) {
        var more = new ArrayList<>(headers);
        more.add(new Header(name, value));
        return new HttpReply(status, List.copyOf(more), body);
    }

    HttpReply with(List<Header> more) {
        if (more.isEmpty()) {
            return this;
        }
        var all = new ArrayList<>(headers);
        all.addAll(more);
        return new HttpReply(status, List.copyOf(all), body);
    }

    public int status() {
        return status;
    }

    List<Header> headers() {
        return headers;
    }

    byte[][] body() {
        return body;
    }

    int length() {
        return Arrays.stream(body).mapToInt(piece -> piece.length).sum();
    }
}
