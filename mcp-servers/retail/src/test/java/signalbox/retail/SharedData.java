package signalbox.retail;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Public material beside the repository; a test that wants it is skipped where it is missing.
final class SharedData {
    private SharedData() {}

    /// The folder of the retail benchmark.
    static Path retail() {
        var folder = root().map(root -> root.resolve("data/tau2-retail")).filter(Files::isDirectory);
        assumeTrue(folder.isPresent(), "needs shared/data/tau2-retail beside the repository or at SIGNALBOX_SHARED");
        return folder.orElseThrow();
    }

    private static Optional<Path> root() {
        var named = System.getenv("SIGNALBOX_SHARED");
        if (named != null) {
            return Optional.of(Path.of(named));
        }
        var folder = Path.of("").toAbsolutePath();
        while (folder != null && !Files.exists(folder.resolve("mvnw"))) {
            folder = folder.getParent();
        }
        return Optional.ofNullable(folder).map(root -> root.resolveSibling("shared"));
    }
}
