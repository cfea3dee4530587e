package signalbox.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import signalbox.source.Checked;
import signalbox.source.Problem;
import signalbox.source.YamlSource;

/// Broken files beside the exact text of their problems: `x.yaml` and `x.errors`.
///
/// `-Dgolden=write` writes the texts anew, to be read before they are kept.
public final class GoldenProblems {
    private static final Path RESOURCES = Path.of("src/test/resources/signalbox/policy");

    private GoldenProblems() {}

    public static YamlSource source(String file) {
        var path = RESOURCES.resolve(file);
        try {
            return sound(YamlSource.parse(path.getFileName().toString(), Files.readString(path)));
        } catch (IOException e) {
            throw new IllegalStateException("no " + path.toAbsolutePath(), e);
        }
    }

    public static <T> T sound(Checked<T> checked) {
        return checked.fold(value -> value, problems -> {
            throw new AssertionError(Problem.rendered(problems));
        });
    }

    public static void compare(String file, Function<YamlSource, List<Problem>> problems) throws IOException {
        var text = Problem.rendered(problems.apply(source(file)));
        var golden = RESOURCES.resolve(file.replace(".yaml", ".errors"));
        if ("write".equals(System.getProperty("golden"))) {
            Files.writeString(golden, text);
        }

        assertThat(text).isEqualTo(Files.readString(golden));
    }
}
