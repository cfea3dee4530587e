package signalbox.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import signalbox.testing.Checkout;

/// The inputs that a target starts from: its folder of `src/test/resources/fuzz`, where what once broke it is kept too, and
/// the files of this repository that it reads.
final class Corpus {
    static final Path COMMITTED = Checkout.root().resolve("routing-host/app/src/test/resources/fuzz");
    /// What a mutated input is made of must stay short enough to be read many times a second.
    private static final long LONGEST = 16_384;
    private static final Map<String, String> OF_THE_REPOSITORY = Map.of(
            "file-permissions", "{policies/**/permissions.yaml,docs/recipes/permissions/*.yaml}",
            "file-routing", "{policies/**/routing.yaml,docs/recipes/routing/*.yaml}",
            "file-models", "{policies/**/models.yaml,docs/recipes/models/*.yaml}",
            "file-releases", "{tool-descriptors/releases.yaml,docs/recipes/releases/*.yaml}",
            "file-descriptor", "tool-descriptors/retail/*/[0-9]*.yaml");

    private Corpus() {}

    static List<Path> of(String target) {
        var committed = COMMITTED.resolve(target);
        var own = Files.isDirectory(committed) ? files(committed) : Stream.<Path>empty();
        var pattern = OF_THE_REPOSITORY.get(target);
        return Stream.concat(own, pattern == null ? Stream.empty() : matching(pattern)).sorted().toList();
    }

    private static Stream<Path> matching(String pattern) {
        var root = Checkout.root();
        var matcher = FileSystems.getDefault().getPathMatcher("glob:" + pattern);
        return Stream.of("policies", "docs/recipes", "tool-descriptors")
                .flatMap(folder -> files(root.resolve(folder)))
                .filter(file -> matcher.matches(root.relativize(file)));
    }

    private static Stream<Path> files(Path folder) {
        try (var walk = Files.walk(folder)) {
            return walk.filter(file -> Files.isRegularFile(file) && isShort(file)).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isShort(Path file) {
        try {
            return Files.size(file) <= LONGEST;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
