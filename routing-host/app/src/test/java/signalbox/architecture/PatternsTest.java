package signalbox.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.lang.reflect.Field;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// Every pattern of the main code reads a text a few times at most, whoever wrote the text: a caller, a model, a tool server,
/// or a file. None is taken out, so that nobody has to know which text comes from whom.
class PatternsTest {
    private static final int MOST_READS = 20;
    private static final int MEGABYTE = 1_000_000;

    /// Patterns that come from a file or a schema. All others are constants, or written out where they are used.
    private static final Map<String, String> OTHERS = Map.of(
            "TextPattern.java", "counts what it reads, and gives up",
            "LinearRegex.java", "RE2");

    /// In a file without these, patterns are only held against whole texts.
    private static final Pattern SEARCH = Pattern.compile(
            "\\.(?:find|results)\\(\\)|\\.matcher\\([^;]*?\\)\\s*\\.replace|\\.split(?:AsStream)?\\((?!\\s*\")");

    private static final Pattern CALL =
            Pattern.compile("(Pattern\\.compile|\\.matches|\\.replaceAll|\\.replaceFirst|\\.split)\\(\\s*\"((?:[^\"\\\\]|\\\\.)*+)\"");
    private static final Pattern OF_A_VARIABLE = Pattern.compile(
            "(?<!\\bPattern [A-Z_]{1,40}\\s{0,20}=\\s{0,20})\\bPattern\\s*\\.compile\\(\\s*[^\\s\"]");

    /// @param searched whether it is looked for in texts
    private record Use(Pattern pattern, boolean searched) {}

    @Test
    void noPatternReadsATextMoreThanAFewTimes() {
        var files = Sources.main().stream().filter(PatternsTest::isDelivered).toList();
        var searching = files.stream()
                .filter(file -> SEARCH.matcher(Sources.text(file)).find())
                .map(file -> file.getFileName().toString().replace(".java", ""))
                .collect(Collectors.toSet());
        var uses = new TreeMap<String, Use>();
        constants(Imported.MAIN).forEach((name, pattern) ->
                uses.put(name, new Use(pattern, searching.contains(name.substring(0, name.indexOf('.'))))));
        files.forEach(file -> uses.putAll(written(file)));

        var costly = new ArrayList<String>();
        uses.forEach((name, use) -> costly.addAll(faults(name, use)));

        assertThat(uses).hasSizeGreaterThan(100);
        assertThat(costly).isEmpty();
    }

    @Test
    void patternsThatAreNoConstantsAreBoundedOtherwise() {
        var made = Sources.main().stream()
                .filter(PatternsTest::isDelivered)
                .filter(file -> OF_A_VARIABLE.matcher(Sources.text(file)).find())
                .map(file -> String.valueOf(file.getFileName()))
                .filter(name -> !OTHERS.containsKey(name))
                .toList();

        assertThat(made).isEmpty();
    }

    @Test
    void plantedViolationsAreFound() {
        var planted = constants(Imported.planted("pattern"));
        var costly = new ArrayList<String>();
        planted.forEach((name, pattern) -> costly.addAll(faults(name, new Use(pattern, true))));

        assertThat(planted).hasSize(3);
        assertThat(costly).hasSize(2);
        assertThat(costly.getFirst()).startsWith("Backtracking.MAIL reads each character ");
        assertThat(costly.getLast()).startsWith("Backtracking.WAYS reads each character ");
        assertThat(OF_A_VARIABLE.matcher("var form = Pattern.compile(pattern);").find()).isTrue();
        assertThat(CALL.matcher("text.replaceAll(\"a\\\"+\", \"\")").results().map(found -> found.group(2)).toList())
                .isEqualTo(List.of("a\\\"+"));
    }

    private static List<String> faults(String name, Use use) {
        var cost = PatternCost.of(use.pattern(), use.searched());
        double reads = cost.reads() > MOST_READS
                ? cost.reads()
                : PatternCost.reads(use.pattern(), use.searched(), cost.worst().of(MEGABYTE));
        return reads <= MOST_READS
                ? List.of()
                : List.of("%s reads each character %.0f times in %s: %s".formatted(name, reads, cost.worst(), use.pattern()));
    }

    private static Map<String, Pattern> constants(JavaClasses classes) {
        var patterns = new TreeMap<String, Pattern>();
        for (var type : classes) {
            for (var field : type.getFields()) {
                if (field.getRawType().isEquivalentTo(Pattern.class) && field.getModifiers().contains(JavaModifier.STATIC)) {
                    patterns.put(BroadTypes.name(type) + "." + field.getName(), value(field));
                }
            }
        }
        return patterns;
    }

    private static Pattern value(JavaField field) {
        try {
            Field found = Class.forName(field.getOwner().getName()).getDeclaredField(field.getName());
            found.setAccessible(true);
            return (Pattern) found.get(null);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /// The patterns that a file has in quotes where it uses them.
    private static Map<String, Use> written(Path file) {
        var uses = new TreeMap<String, Use>();
        for (var call : CALL.matcher(Sources.text(file)).results().toList()) {
            if (call.group(1).equals("Pattern.compile")) {
                continue;
            }
            try {
                var pattern = Pattern.compile(call.group(2).translateEscapes());
                uses.put(file.getFileName() + " " + call.group(2), new Use(pattern, !call.group(1).equals(".matches")));
            } catch (IllegalArgumentException _) {
                // No pattern, but an argument of something else of that name.
            }
        }
        return uses;
    }

    private static boolean isDelivered(Path file) {
        return Set.of("foundation/testing/", "/bench/").stream().noneMatch(file.toString().replace('\\', '/')::contains);
    }
}
