package signalbox.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Small files and packages, types of few parts, honest names.
class SizesTest {
    private static final int LINES = 400;
    private static final int MEDIAN = 60;
    private static final int PARAMETERS = 5;
    private static final int FILES = 20;
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
    void packagesStaySmall() {
        assertThat(crowded(Sources.main())).isEmpty();
    }

    @Test
    void typesAreMadeOfFewThings() {
        assertThat(BroadTypes.of(Imported.MAIN)).isEmpty();
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
        assertThat(crowded(files("crowded", 21))).containsExactly("crowded has 21 files");
        assertThat(crowded(files("full", 20))).isEmpty();
        assertThat(BroadTypes.of(Imported.planted("broad"))).containsExactly("Broad", "BroadMaker");
    }

    /// Packages with too many files, `package-info.java` counted.
    private static List<String> crowded(List<Path> files) {
        var sizes = new TreeMap<String, Integer>();
        files.forEach(file -> sizes.merge(String.valueOf(file.getParent()), 1, Integer::sum));
        return sizes.entrySet().stream()
                .filter(size -> size.getValue() > FILES)
                .map(size -> size.getKey() + " has " + size.getValue() + " files")
                .toList();
    }

    private static List<Path> files(String folder, int many) {
        return IntStream.range(0, many).mapToObj(number -> Path.of(folder, "File" + number + ".java")).toList();
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
