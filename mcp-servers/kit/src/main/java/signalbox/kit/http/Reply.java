package signalbox.kit.http;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A whole answer.
public final class Reply {
    private static final Header JSON = new Header("Content-Type", "application/json");

    private final int status;
    private final List<Header> headers;
    private final byte[][] body;

    private Reply(int status, List<Header> headers, byte[]... body) {
        this.status = status;
        this.headers = headers;
        this.body = body;
    }

    public record Header(String name, String value) {}

    /// @param body its pieces, which nobody may change from now on
    public static Reply json(int status, byte[]... body) {
        return new Reply(status, List.of(JSON), body);
    }

    public static Reply json(int status, String body) {
        return json(status, body.getBytes(StandardCharsets.UTF_8));
    }

    public static Reply empty(int status) {
        return new Reply(status, List.of());
    }

    public Reply with(String name, String value) {
        var more = new ArrayList<>(headers);
        more.add(new Header(name, value));
        return new Reply(status, List.copyOf(more), body);
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
