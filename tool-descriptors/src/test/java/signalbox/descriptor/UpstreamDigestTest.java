package signalbox.descriptor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import signalbox.json.Digest;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

final class UpstreamDigestTest {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String TOOL = """
            {"name": "read_file", "title": "Read a file", "description": "Reads one file. Never outside /data.",
             "inputSchema": {"type": "object", "required": ["path"], "properties": {"path": {"type": "string", "maxLength": 200}}},
             "outputSchema": {"type": "object", "properties": {"content": {"type": "string"}}},
             "annotations": {"readOnlyHint": true, "openWorldHint": false}}""";

    @Test
    void everyOneCharacterChangeChangesTheDigest() {
        var seen = new HashSet<String>();
        var before = UpstreamDigest.of(read(TOOL));
        int changes = 0;

        for (var changed : changes(TOOL)) {
            var digest = UpstreamDigest.of(changed);

            assertThat(digest).as("%s", changed).isNotEqualTo(before).matches("sha256:[0-9a-f]{64}");
            seen.add(digest);
            changes++;
        }
        assertThat(changes).isGreaterThan(400);
        assertThat(seen).as("nor do two changes look alike").hasSize(changes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"name", "title", "description", "inputSchema", "outputSchema", "annotations"})
    void whatIsAbsentIsLeftOutAndNotTheSameAsNull(String key) {
        var without = (ObjectNode) read(TOOL);
        without.remove(key);
        var empty = (ObjectNode) read(TOOL);
        empty.putNull(key);

        assertThat(new HashSet<>(List.of(UpstreamDigest.of(read(TOOL)), UpstreamDigest.of(without), UpstreamDigest.of(empty)))).hasSize(3);
    }

    @Test
    void onlyWhatIsPinnedCounts() {
        var more = (ObjectNode) read(TOOL);
        more.putObject("_meta").put("seen", 5);
        more.putArray("icons");

        assertThat(UpstreamDigest.of(more)).isEqualTo(UpstreamDigest.of(read(TOOL)));
    }

    @Test
    void itIsOfTheValueNotOfItsSpelling() {
        var respelled = read(TOOL.replace("200", "2e2").replace("Read a file", "\\u0052ead a file"));

        assertThat(UpstreamDigest.of(respelled)).isEqualTo(UpstreamDigest.of(read(TOOL)));
        assertThat(UpstreamDigest.of(read("{\"description\": \"x\", \"name\": \"a\"}")))
                .isEqualTo(UpstreamDigest.of(read("{\"name\":\"a\",\"description\":\"x\"}")));
    }

    @Test
    void itStaysWhatItWas() {
        assertThat(UpstreamDigest.of(read("{\"name\": \"a\", \"inputSchema\": {\"type\": \"object\"}}")))
                .isEqualTo(Digest.sha256("{\"inputSchema\":{\"type\":\"object\"},\"name\":\"a\"}"));
    }

    /// Every tool whose text differs in one character that was replaced, added or left out, and in what it says.
    private static List<JsonNode> changes(String text) {
        var original = read(text);
        var changes = new ArrayList<JsonNode>();
        for (int i = 0; i < text.length(); i++) {
            for (var variant : List.of(
                    text.substring(0, i) + "~" + text.substring(i + 1), text.substring(0, i) + "~" + text.substring(i),
                    text.substring(0, i) + text.substring(i + 1), text.substring(0, i) + "7" + text.substring(i + 1))) {
                var changed = readable(variant);
                if (changed != null && !changed.equals(original) && hasTheKeys(changed) && !changes.contains(changed)) {
                    changes.add(changed);
                }
            }
        }
        return changes;
    }

    private static boolean hasTheKeys(JsonNode changed) {
        return new HashSet<>(changed.propertyNames()).equals(new HashSet<>(read(TOOL).propertyNames()));
    }

    private static @Nullable JsonNode readable(String text) {
        try {
            return JSON.readTree(text);
        } catch (JacksonException _) {
            return null;
        }
    }

    private static JsonNode read(String text) {
        return JSON.readTree(text);
    }
}
