package signalbox.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What `docs/security.md` names is there: the tests that hold its promises, the bounds with their values, the keys.
class SecurityPageTest {
    private static final String PAGE = Sources.text(Sources.root().resolve("docs/security.md"));
    private static final Pattern PROMISE = Pattern.compile("(?m)^\\| (R\\d\\d) \\|[^|]+\\|([^|]*)\\|([^|]*)\\|$");
    private static final Pattern TEST = Pattern.compile("`([a-z.]+\\.)?([A-Z]\\w*Test)(?:\\.(\\w+))?`");
    private static final Pattern BOUND = Pattern.compile("`([A-Z]\\w*)\\.([A-Z_]+) = ([^`]+)`");
    private static final Pattern KEY = Pattern.compile("`(signalbox\\.[a-z.-]+)`");

    @Test
    void everyPromiseNamesItsTestsOrSaysWhatBringsIt() {
        var promises = PROMISE.matcher(PAGE).results().toList();

        assertThat(promises.stream().map(match -> match.group(1)))
                .isEqualTo(IntStream.rangeClosed(1, 32).mapToObj(number -> "R%02d".formatted(number)).toList());
        assertThat(promises).allSatisfy(match -> assertThat(TEST.matcher(match.group(2)).find()
                        || match.group(3).strip().startsWith("not yet: comes with "))
                .as(match.group(1)).isTrue());
    }

    @Test
    void everyTestIsThere() {
        assertThat(missingTests(PAGE)).isEmpty();
        assertThat(missingTests("`SecurityPageTest.everyTestIsThere`, `SecurityPageTest.none`, `NoneTest`, `elsewhere.SecurityPageTest`"))
                .containsExactly("`SecurityPageTest.none`", "`NoneTest`", "`elsewhere.SecurityPageTest`");
    }

    @Test
    void everyBoundIsInTheCodeWithItsValue() {
        assertThat(BOUND.matcher(PAGE).results()).hasSizeGreaterThan(20);
        assertThat(wrongBounds(PAGE)).isEmpty();
        assertThat(wrongBounds("`HttpLimits.HEAD_FIELDS = 101`, `Nothing.AT_ALL = 1`"))
                .containsExactly("`HttpLimits.HEAD_FIELDS = 101`", "`Nothing.AT_ALL = 1`");
    }

    @Test
    void everyKeyIsAmongThoseOfTheConfiguration() {
        var configuration = Sources.text(Sources.root().resolve("docs/configuration.md"));

        assertThat(KEY.matcher(PAGE).results().map(match -> "| `" + match.group(1) + "` |"))
                .isNotEmpty()
                .allSatisfy(row -> assertThat(configuration).contains(row));
    }

    private static List<String> missingTests(String text) {
        var missing = new ArrayList<String>();
        TEST.matcher(text).results().forEach(match -> {
            var folder = match.group(1) == null ? "/" : "/" + match.group(1).replace('.', '/');
            var method = match.group(3);
            if (files(Sources.test(), folder + match.group(2)).stream()
                    .noneMatch(file -> method == null || Sources.text(file).contains(" void " + method + "("))) {
                missing.add(match.group());
            }
        });
        return missing;
    }

    private static List<String> wrongBounds(String text) {
        var wrong = new ArrayList<String>();
        BOUND.matcher(text).results().forEach(match -> {
            var assigned = " " + match.group(2) + " = " + match.group(3) + ";";
            if (files(Sources.main(), "/" + match.group(1)).stream().noneMatch(file -> Sources.text(file).contains(assigned))) {
                wrong.add(match.group());
            }
        });
        return wrong;
    }

    private static List<Path> files(List<Path> all, String name) {
        return all.stream().filter(file -> file.toString().replace('\\', '/').endsWith(name + ".java")).toList();
    }
}
