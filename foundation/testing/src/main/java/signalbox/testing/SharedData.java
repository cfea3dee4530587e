package signalbox.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Public material that stands beside the repository; a test that wants it is skipped where it is not there.
public final class SharedData {
    private SharedData() {}

    /// A file or folder of it, such as `tau2-retail`.
    public static Path at(String name) {
        var path = folder().resolve("data").resolve(name);
        assumeTrue(Files.exists(path), "needs shared/data/" + name + " beside the repository or at SIGNALBOX_SHARED");
        return path;
    }

    /// The files of the JSON parsing corpus whose names start so, in the order of their names.
    public static List<Path> json(String start) {
        try (var files = Files.list(at("json-test-suite/test_parsing"))) {
            return files.filter(file -> file.getFileName().toString().startsWith(start)).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static List<String> naughtyStrings() {
        var file = at("naughty-strings/blns.json");
        return JsonMapper.shared().readTree(file.toFile()).valueStream().map(JsonNode::stringValue).toList();
    }

    private static Path folder() {
        var told = System.getenv("SIGNALBOX_SHARED");
        return told == null ? Checkout.root().resolveSibling("shared") : Path.of(told);
    }
}
