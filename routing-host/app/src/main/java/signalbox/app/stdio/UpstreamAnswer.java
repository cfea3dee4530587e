package signalbox.app.stdio;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What one HTTP request came to.
sealed interface UpstreamAnswer {
    /// A whole body.
    ///
    /// @param session as the server names it, or null
    record Whole(int status, String body, @Nullable String session) implements UpstreamAnswer {
        boolean isGood() {
            return status / 100 == 2;
        }
    }

    /// Messages as they come.
    record Events(EventReader events) implements UpstreamAnswer {}

    /// No answer of the server's to pass on.
    ///
    /// @param why one sentence for a person
    record None(String why) implements UpstreamAnswer {}

    static UpstreamAnswer of(HttpResponse<InputStream> response) throws IOException {
        var type = response.headers().firstValue("Content-Type").orElse("").toLowerCase(Locale.ROOT);
        if (response.statusCode() == 200 && type.startsWith("text/event-stream")) {
            return new Events(new EventReader(response.body()));
        }
        try (var body = response.body()) {
            return new Whole(response.statusCode(), new String(body.readAllBytes(), StandardCharsets.UTF_8),
                    response.headers().firstValue("Mcp-Session-Id").orElse(null));
        }
    }
}
