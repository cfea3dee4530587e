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

    public static HttpReply json(int status, String body) {
        return json(status, body.getBytes(StandardCharsets.UTF_8));
    }

    public static HttpReply empty(int status) {
        return new HttpReply(status, List.of());
    }

    public HttpReply with(String name, String value) {
        var more = new ArrayList<>(headers);
        more.add(new Header(name, value));
        return new HttpReply(status, List.copyOf(more), body);
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
