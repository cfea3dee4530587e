package signalbox.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// The map of `CONTRIBUTING.md` leads to what there is.
class ContributingTest {
    private static final Pattern PACKAGE = Pattern.compile("`([a-z]+(?:\\.[a-z]+)*)`");
    /// A class, and the package in brackets behind it.
    private static final Pattern CLASS = Pattern.compile("`([A-Z]\\w*)`(?: \\(`([a-z.]+)`\\))?");
    private static final Set<String> CLASSES = Sources.main().stream()
            .map(file -> file.toString().replace('\\', '/').replaceFirst(".*/src/main/java/signalbox/", ""))
            .map(file -> file.replaceFirst("\\.java$", "").replace('/', '.'))
            .collect(Collectors.toSet());

    @Test
    void everyPackageOfTheMapExistsAndEveryClassIsInIt() {
        var rows = rows(map(Sources.text(Sources.root().resolve("CONTRIBUTING.md"))));

        assertThat(rows).hasSizeGreaterThan(30);
        assertThat(rows).allSatisfy(row -> assertThat(row.classes()).as(row.question()).isNotEmpty());
        assertThat(rows.stream().flatMap(row -> wrong(row).stream())).isEmpty();
    }

    @Test
    void plantedRowsAreFoundWrong() {
        var rows = rows("""
                | | Package | Start at |
                |---|---|---|
                | right | `host.wire`, `host.wire.chat` | `Codec`, `OpenAiProfile`; `Cost` (`policy.money`), see `routing.yaml` |
                | no class | `host.wire` | `NoSuchClass` |
                | no package | `host.nowhere` | `Codec` (`host.wire`) |
                | another package | `host.wire` | `Cost` |
                | another in brackets | `host.wire` | `Codec` (`policy.money`) |
                """);

        assertThat(rows.stream().map(row -> wrong(row))).containsExactly(
                List.of(), List.of("no class: NoSuchClass"), List.of("no package: host.nowhere"), List.of("another package: Cost"),
                List.of("another in brackets: Codec"));
    }

    private record Row(String question, List<String> packages, List<Named> classes) {}

    /// @param in the package in brackets, or null where it is in one of its row
    private record Named(String name, @Nullable String in) {}

    private static String map(String text) {
        int start = text.indexOf("## Where do I find");
        return text.substring(start, text.indexOf("Packages are written", start));
    }

    private static List<Row> rows(String table) {
        var rows = new ArrayList<Row>();
        for (var line : table.lines().filter(each -> each.startsWith("| ") && !each.startsWith("| |")).toList()) {
            var cells = line.split("\\|", -1);
            rows.add(new Row(
                    cells[1].strip(),
                    PACKAGE.matcher(cells[2]).results().map(match -> match.group(1)).toList(),
                    CLASS.matcher(cells[3]).results().map(match -> new Named(match.group(1), match.group(2))).toList()));
        }
        return rows;
    }

    private static List<String> wrong(Row row) {
        var wrong = new ArrayList<String>();
        row.packages().stream().filter(name -> !exists(name)).forEach(wrong::add);
        for (var each : row.classes()) {
            var packages = each.in() == null ? row.packages() : List.of(each.in());
            if (packages.stream().noneMatch(name -> CLASSES.contains(name + "." + each.name()))) {
                wrong.add(each.name());
            }
        }
        return wrong.stream().map(name -> row.question() + ": " + name).toList();
    }

    private static boolean exists(String name) {
        return CLASSES.stream().anyMatch(each -> each.startsWith(name + "."));
    }
}
