package signalbox.host.wire;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import signalbox.json.JsonResult;
import tools.jackson.databind.JsonNode;

/// What came back over HTTP.
///
/// @param headers by lower-case name
/// @param json what the text is when it is read as JSON
public record ProviderReply(int status, SortedMap<String, String> headers, JsonResult json, String text) {
    private static final int QUOTED = 200;
    private static final int LOOKED_AT = 4_000;

    public ProviderReply {
        headers = Collections.unmodifiableSortedMap(new TreeMap<>(headers));
    }

    public static ProviderReply of(int status, Map<String, String> headers, String text) {
        return new ProviderReply(status, new TreeMap<>(headers), WireJson.result(text), text);
    }

    /// Null where the text is not JSON, or too much of it.
    public @Nullable JsonNode body() {
        return json.treeOrNull();
    }

    /// The start of the text, for a message.
    String quoted() {
        String start = text.length() <= LOOKED_AT ? text : text.substring(0, LOOKED_AT);
        String line = start.strip().replaceAll("\\s++", " ");
        return line.length() <= QUOTED ? line : line.substring(0, QUOTED) + "...";
    }
}
