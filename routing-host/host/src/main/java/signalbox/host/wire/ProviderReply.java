package signalbox.host.wire;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// What came back over HTTP.
///
/// @param headers by lower-case name
/// @param body null where the text is not JSON
public record ProviderReply(int status, SortedMap<String, String> headers, @Nullable JsonNode body, String text) {
    private static final int QUOTED = 200;

    public ProviderReply {
        headers = Collections.unmodifiableSortedMap(new TreeMap<>(headers));
    }

    public static ProviderReply of(int status, Map<String, String> headers, String text) {
        return new ProviderReply(status, new TreeMap<>(headers), WireJson.read(text), text);
    }

    /// The start of the text, for a message.
    String quoted() {
        String line = text.strip().replaceAll("\\s+", " ");
        return line.length() <= QUOTED ? line : line.substring(0, QUOTED) + "...";
    }
}
