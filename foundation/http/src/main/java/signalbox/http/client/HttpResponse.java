package signalbox.http.client;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The head of an answer, and its body as it comes.
///
/// @param headers by lower-case name, each with its lines in order
/// @param body ends, with an exception, where it is larger than allowed
public record HttpResponse(int status, Map<String, List<String>> headers, InputStream body) {
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

    public String text() throws IOException {
        return new String(body.readAllBytes(), StandardCharsets.UTF_8);
    }

    /// @param most bytes
    public String text(int most) throws IOException {
        return new String(bytes(most), StandardCharsets.UTF_8);
    }

    /// @param most bytes
    public byte[] bytes(int most) throws IOException {
        var bytes = body.readNBytes(most + 1);
        if (bytes.length > most) {
            throw new TooLarge(most);
        }
        return bytes;
    }
}
