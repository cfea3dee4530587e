package signalbox.testing;

import java.nio.file.Files;
import java.nio.file.Path;

/// Where this repository is checked out.
public final class Checkout {
    private Checkout() {}

    public static Path root() {
        var at = Path.of("").toAbsolutePath();
        while (!Files.exists(at.resolve("mvnw"))) {
            var parent = at.getParent();
            if (parent == null) {
                throw new IllegalStateException("run tests inside the repository");
            }
            at = parent;
        }
        return at;
    }
}
