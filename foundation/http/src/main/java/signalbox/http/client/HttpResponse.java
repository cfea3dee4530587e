package signalbox.http.client;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The head of an answer, and its body as it comes.
///
/// @param headers by lower-case name, each with its lines in order
/// @param body ends, with an exception, where it is larger than allowed
public record HttpResponse(int status, Map<String, List<String>> headers, AnswerBody body) {
    public String header(String name) {
        var lines = headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
        return lines.isEmpty() ? "" : lines.getFirst();
    }

    public List<String> lines(String name) {
        return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
    }

    /// The media type without its parameters, in lower case.
    public String type() {
        return header("content-type").split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    }

    /// The whole body; where it is long, once there is a place for it.
    ///
    /// @param most bytes
    public String text(int most) throws IOException {
        return new String(bytes(most), StandardCharsets.UTF_8);
    }

    /// The same in bytes.
    ///
    /// @param most of them
    public byte[] bytes(int most) throws IOException {
        return body.whole(most);
    }
}
