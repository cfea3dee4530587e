package signalbox.app.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import signalbox.policy.fact.FactKind;
import signalbox.testing.Checkout;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The pages have exactly the keys that the files may have, and say of exactly those that are to come that they are not
/// supported yet: the readers go by the same schemas.
class KeysTest {
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([^`]+)` \\|");
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    @ParameterizedTest
    @CsvSource({
        "permissions.md, Keys, policies/rules/src/main/resources/signalbox/schema/permissions.schema.json",
        "routing.md, Keys of `routing.yaml`, policies/rules/src/main/resources/signalbox/schema/routing.schema.json",
        "routing.md, Keys of `models.yaml`, policies/rules/src/main/resources/signalbox/schema/models.schema.json",
        "releases.md, Keys, tool-descriptors/src/main/resources/signalbox/schema/releases.schema.json"
    })
    void everyKeyIsOnItsPageAndNoOther(String page, String section, String file) throws IOException {
        var schema = JsonMapper.shared().readTree(Checkout.root().resolve(file).toFile());
        var keys = new Keys(schema);
        keys.walk("", schema);
        var text = section(page, section);

        assertThat(found(ROW, text)).isEqualTo(keys.known);
        int later = text.indexOf("Not supported yet");
        assertThat(later < 0 ? new TreeSet<String>() : found(CODE, text.substring(later))).isEqualTo(keys.later);
    }

    @Test
    void everyFactIsOnItsPageAndNoOther() throws IOException {
        assertThat(found(ROW, section("routing.md", "Facts"))).isEqualTo(new TreeSet<>(FactKind.FACTS.keySet()));
    }

    private static String section(String page, String heading) throws IOException {
        var text = Files.readString(Checkout.root().resolve(Path.of("docs", page)));
        var after = text.substring(text.indexOf("\n## " + heading + "\n") + 4);
        int next = after.indexOf("\n## ");
        return next < 0 ? after : after.substring(0, next);
    }

    private static SortedSet<String> found(Pattern pattern, String text) {
        var found = new TreeSet<String>();
        pattern.matcher(text).results().forEach(match -> found.add(match.group(1)));
        return found;
    }

    private static final class Keys {
        private final JsonNode root;
        private final SortedSet<String> known = new TreeSet<>();
        private final SortedSet<String> later = new TreeSet<>();

        Keys(JsonNode root) {
            this.root = root;
        }

        private void walk(String path, JsonNode schema) {
            var here = schema.has("$ref") ? root.path("$defs").path(schema.path("$ref").asString().replaceFirst(".*/", "")) : schema;
            for (var of : List.of(here, schema)) {
                of.path("x-later").forEach(name -> later.add(entry(below(path, name.asString()))));
            }
            here.path("properties").forEachEntry((name, property) -> {
                known.add(entry(below(path, name)));
                walk(below(path, name), property);
            });
            if (here.path("additionalProperties").isObject()) {
                walk(below(path, "NAME"), here.path("additionalProperties"));
            }
            if (here.path("items").isObject()) {
                walk(path + "[]", here.path("items"));
            }
        }

        /// What stands under `may` may mostly stand under `never`.
        private static String entry(String path) {
            return path.replaceFirst("^roles\\.NAME\\.(may|never)\\[\\]\\.", "ENTRY.");
        }

        private static String below(String path, String name) {
            return path.isEmpty() ? name : path + "." + name;
        }
    }
}
