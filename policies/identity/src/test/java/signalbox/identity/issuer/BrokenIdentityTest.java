package signalbox.identity.issuer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import signalbox.source.Checked;
import signalbox.source.Problem;
import signalbox.source.YamlSource;

/// Each file under `broken/identity` stands beside the exact text that a person reads about it.
class BrokenIdentityTest {
    private static final Path FOLDER = Path.of("src/test/resources/broken/identity");

    @ParameterizedTest
    @MethodSource("files")
    void everyMistakeIsReportedWithPlaceAndCaret(Path file) throws IOException {
        var expected = file.resolveSibling(file.getFileName().toString().replace(".yaml", ".txt"));

        var text = Problem.rendered(problems(file));

        if (Boolean.getBoolean("golden.write")) {
            Files.writeString(expected, text);
        }
        assertThat(text).isEqualTo(Files.readString(expected));
    }

    @Test
    void theFilesHoldAtLeastFortyMistakes() throws IOException {
        int mistakes = 0;

        for (var file : files()) {
            mistakes += problems(file).size();
        }

        assertThat(mistakes).isGreaterThanOrEqualTo(40);
    }

    private static List<Problem> problems(Path file) throws IOException {
        return switch (YamlSource.parse("identity.yaml", Files.readString(file))) {
            case Checked.Broken<YamlSource>(var problems) -> problems;
            case Checked.Sound<YamlSource>(var source, var _) -> IdentityPolicy.read(source).found();
        };
    }

    private static List<Path> files() throws IOException {
        try (var files = Files.list(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
        }
    }
}
