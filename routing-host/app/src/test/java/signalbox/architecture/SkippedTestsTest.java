package signalbox.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// A skipped test names what it lacks; nothing else may skip one. And nothing is mocked.
class SkippedTestsTest {
    private static final Pattern FORBIDDEN = Pattern.compile("@Dis" + "abled|@(En|Dis)abled[A-Z]\\w*|org\\.mocki" + "to|easymo" + "ck");
    private static final Pattern ASSUMPTION = Pattern.compile("assum" + "e(True|False|That|ThatCode|NotNull)\\((.*?)\\);", Pattern.DOTALL);
    private static final Pattern REASON = Pattern.compile("\"[^\"]*\\bneeds? \\S[^\"]*\"");

    @Test
    void everySkipNamesWhatItNeeds() {
        var wrong = Sources.test().stream()
                .flatMap(file -> unreasoned(Sources.text(file)).stream().map(line -> file + ": " + line))
                .toList();

        assertThat(wrong).isEmpty();
    }

    @Test
    void plantedViolationsAreFound() {
        assertThat(unreasoned("@Dis" + "abled class A {}")).hasSize(1);
        assertThat(unreasoned("assum" + "eTrue(ready());")).hasSize(1);
        assertThat(unreasoned("assum" + "eTrue(ready(), \"not now\");")).hasSize(1);
        assertThat(unreasoned("assum" + "eTrue(ready(), \"needs shared/data/bfcl\");")).isEmpty();
        assertThat(unreasoned("import org.mocki" + "to.Mock;")).hasSize(1);
    }

    private static List<String> unreasoned(String text) {
        var found = new ArrayList<String>();
        FORBIDDEN.matcher(text).results().forEach(match -> found.add(match.group()));
        ASSUMPTION.matcher(text).results()
                .filter(match -> !REASON.matcher(match.group(2)).find())
                .forEach(match -> found.add(match.group()));
        return found;
    }
}
