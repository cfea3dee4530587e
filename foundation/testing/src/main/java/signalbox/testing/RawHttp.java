package signalbox.testing;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// HTTP written by hand, so that a test can send what no client library would.
public final class RawHttp {
    private RawHttp() {}

    /// What came back: the event of an event stream counts as the body.
    public record Reply(int status, String head, String body) {
        public JsonNode json() {
            var data = body.lines().filter(line -> line.startsWith("data: ")).map(line -> line.substring(6)).findFirst();
            return JsonMapper.shared().readTree(data.orElse(body));
        }

        /// Two replies are the same though a second may have passed between them.
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Reply reply && status == reply.status && undated().equals(reply.undated()) && body.equals(reply.body);
        }

        @Override
        public int hashCode() {
            return Objects.hash(status, undated(), body);
        }

        private String undated() {
            return head.replaceFirst("(?im)^date: .*\\R?", "");
        }

        public @Nullable String header(String name) {
            var start = name.toLowerCase(Locale.ROOT) + ": ";
            return head.lines().filter(line -> line.toLowerCase(Locale.ROOT).startsWith(start))
                    .map(line -> line.substring(start.length())).findFirst().orElse(null);
        }
    }

    /// @param body its bytes, each as the character of that number
    public record Request(String method, String path, List<String> headers, String body) {
        public static Request of(String method, String path) {
            return new Request(method, path, List.of(), "");
        }

        public Request with(String header) {
            var more = new ArrayList<>(headers);
            more.add(header);
            return new Request(method, path, more, body);
        }

        /// Without the headers of this name.
        public Request without(String name) {
            return new Request(method, path, headers.stream().filter(header -> !header.startsWith(name + ":")).toList(), body);
        }

        public Request body(String text) {
            return body(text.getBytes(StandardCharsets.UTF_8));
        }

        public Request body(byte[] bytes) {
            return new Request(method, path, headers, new String(bytes, StandardCharsets.ISO_8859_1));
        }
    }

    /// One request on a connection of its own.
    public static Reply send(int port, Request request) {
        try (var connection = RawConnection.to(port)) {
            connection.send(request.with("Connection: close"));
            return connection.answer();
        }
    }
}
