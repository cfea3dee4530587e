package signalbox.kit.http;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// A whole answer. Nothing that we answer may be stored by a cache or taken for another type.
public record Reply(int status, List<Header> headers, byte[] body) {
    private static final Header JSON = new Header("Content-Type", "application/json");

    public Reply {
        headers = List.copyOf(headers);
    }

    public record Header(String name, String value) {}

    public static Reply json(int status, byte[] body) {
        return new Reply(status, List.of(JSON), body);
    }

    public static Reply json(int status, String body) {
        return json(status, body.getBytes(StandardCharsets.UTF_8));
    }

    public static Reply empty(int status) {
        return new Reply(status, List.of(), new byte[0]);
    }

    public Reply with(String name, String value) {
        var more = new ArrayList<>(headers);
        more.add(new Header(name, value));
        return new Reply(status, more, body);
    }
}
