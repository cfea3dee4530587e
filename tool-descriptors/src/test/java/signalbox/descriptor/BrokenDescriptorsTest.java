package signalbox.descriptor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import signalbox.release.ToolsDirectory;
import signalbox.source.Problem;

/// Each folder of `broken` is a tools directory with mistakes; `expected.txt` is all that its author is told.
///
/// A text that differs is written to `target/golden`, to be read and, where it is better, copied over.
final class BrokenDescriptorsTest {
    private static final Path CASES = Path.of("src/test/resources/broken");

    @ParameterizedTest
    @MethodSource("cases")
    void everyMistakeIsSaidWithItsPlaceAndWhatWouldBeRight(String name) throws IOException {
        var folder = CASES.resolve(name);

        var said = said(folder);

        Files.createDirectories(Path.of("target/golden"));
        Files.writeString(Path.of("target/golden", name + ".txt"), said);
        assertThat(said).isEqualTo(Files.readString(folder.resolve("expected.txt")));
    }

    @Test
    void aBrokenDirectoryIsNeverReleased() throws IOException {
        for (var name : cases()) {
            var lock = CASES.resolve(name).resolve("released.lock");
            boolean wasThere = Files.exists(lock);

            var released = ToolsDirectory.release(CASES.resolve(name));

            assertThat(released.found()).as(name).anyMatch(Problem::isError);
            assertThat(Files.exists(lock)).as(name).isEqualTo(wasThere);
        }
    }

    private static String said(Path folder) {
        var problems = ToolsDirectory.read(folder).found();
        return Problem.rendered(problems).replace(folder.toString().replace('\\', '/') + "/", "");
    }

    static List<String> cases() throws IOException {
        try (var folders = Files.list(CASES)) {
            return folders.map(folder -> folder.getFileName().toString()).sorted().toList();
        }
    }
}
