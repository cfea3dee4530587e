package signalbox.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// The map of `CONTRIBUTING.md` leads to what there is.
class ContributingTest {
    private static final Pattern CODE = Pattern.compile("`([A-Za-z][A-Za-z.]*)`");
    private static final String SOURCES = Sources.main().stream()
            .map(file -> file.toString().replace('\\', '/'))
            .collect(Collectors.joining("\n"));

    @Test
    void everyPackageAndClassOfTheMapExists() {
        var names = names(map(Sources.text(Sources.root().resolve("CONTRIBUTING.md"))));

        assertThat(names).hasSizeGreaterThan(30);
        assertThat(names).filteredOn(name -> !exists(name)).isEmpty();
    }

    @Test
    void plantedNamesAreFoundMissing() {
        assertThat(names("| a | `host.wire` | `Codec`, `NoSuchClass`; `routing.yaml` |"))
                .containsExactly("host.wire", "Codec", "NoSuchClass");
        assertThat(exists("host.wire")).isTrue();
        assertThat(exists("host.nowhere")).isFalse();
        assertThat(exists("Codec")).isTrue();
        assertThat(exists("NoSuchClass")).isFalse();
    }

    private static String map(String text) {
        int start = text.indexOf("## Where do I find");
        return text.substring(start, text.indexOf("Packages are written", start));
    }

    private static List<String> names(String table) {
        var names = new ArrayList<String>();
        CODE.matcher(table).results().map(match -> match.group(1)).filter(name -> !name.endsWith(".yaml")).forEach(names::add);
        return names;
    }

    private static boolean exists(String name) {
        return Character.isUpperCase(name.charAt(0))
                ? SOURCES.contains("/" + name + ".java")
                : SOURCES.contains("/signalbox/" + name.replace('.', '/') + "/");
    }
}
