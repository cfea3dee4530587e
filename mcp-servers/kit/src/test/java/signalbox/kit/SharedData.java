package signalbox.kit;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Corpora that stand beside the repository; a test that needs one is skipped where it is not there.
final class SharedData {
    private SharedData() {}

    /// The files whose names start so, in the order of their names.
    static List<Path> json(String start) {
        var folder = there("json-test-suite/test_parsing");
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().startsWith(start)).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<String> naughtyStrings() {
        var file = there("naughty-strings/blns.json");
        return JsonMapper.shared().readTree(file.toFile()).valueStream().map(JsonNode::stringValue).toList();
    }

    private static Path there(String name) {
        var data = root().resolve("data").resolve(name);
        assumeTrue(Files.exists(data), "needs shared/data/" + name + " beside the repository");
        return data;
    }

    private static Path root() {
        var told = System.getenv("SIGNALBOX_SHARED");
        if (told != null) {
            return Path.of(told);
        }
        var at = Path.of("").toAbsolutePath();
        while (at.getParent() != null && !Files.exists(at.resolve("mvnw"))) {
            at = at.getParent();
        }
        return at.resolveSibling("shared");
    }
}
