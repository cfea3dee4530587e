package signalbox.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// Small files, few parameters, honest names.
class SizesTest {
    private static final int LINES = 400;
    private static final int MEDIAN = 90;
    private static final int PARAMETERS = 5;
    private static final Pattern METHOD = Pattern.compile(
            "^ {4,}(?!.*\\b(?:record|return|new|throw|else)\\b)(?:[\\w<>\\[\\]@?., ]+ )?(\\w+)\\(([^()]*)\\)[^;]*\\{\\s*$",
            Pattern.MULTILINE);
    private static final Pattern HOLLOW =
            Pattern.compile("(Impl|Utils?|Helper|Manager|Service|Processor|Constants|Base)\\.java$|/(Abstract|Default)[A-Z]");

    @Test
    void mainFilesStaySmall() {
        var tooLong = Sources.main().stream()
                .filter(file -> lines(Sources.text(file)) > LINES)
                .map(Object::toString)
                .toList();
        var sizes = Sources.main().stream()
                .filter(file -> !file.endsWith("package-info.java"))
                .map(file -> lines(Sources.text(file)))
                .sorted()
                .toList();

        assertThat(tooLong).isEmpty();
        assertThat(sizes.get(sizes.size() / 2)).isLessThanOrEqualTo(MEDIAN);
    }

    @Test
    void methodsTakeFewParameters() {
        var tooMany = Sources.main().stream()
                .flatMap(file -> longSignatures(Sources.text(file)).stream().map(name -> file + " " + name))
                .toList();

        assertThat(tooMany).isEmpty();
    }

    @Test
    void namesSayWhatAThingIs() {
        var hollow = Sources.main().stream()
                .map(file -> file.toString().replace('\\', '/'))
                .filter(name -> HOLLOW.matcher(name).find())
                .toList();

        assertThat(hollow).isEmpty();
    }

    @Test
    void plantedViolationsAreFound() {
        var planted = """
                class Train {
                    static void couple(int a, int b, int c, int d, int e, int f) {
                    }
                }
                """;

        assertThat(longSignatures(planted)).containsExactly("couple");
        assertThat(lines("x\n".repeat(401))).isGreaterThan(LINES);
        assertThat(HOLLOW.matcher("signalbox/ToolManager.java").find()).isTrue();
        assertThat(HOLLOW.matcher("signalbox/DefaultTool.java").find()).isTrue();
    }

    private static int lines(String text) {
        return (int) text.lines().count();
    }

    private static List<String> longSignatures(String text) {
        var names = new ArrayList<String>();
        var method = METHOD.matcher(text);
        while (method.find()) {
            if (parameters(method.group(2)) > PARAMETERS) {
                names.add(method.group(1));
            }
        }
        return names;
    }

    private static int parameters(String list) {
        if (list.isBlank()) {
            return 0;
        }
        var flat = list;
        while (flat.contains("<")) {
            flat = flat.replaceAll("<[^<>]*>", "");
        }
        return flat.split(",", -1).length;
    }
}
