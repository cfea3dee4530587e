package signalbox.source;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// A problem as a terminal shows it.
final class ProblemTest {
    @Test
    void whatATerminalWouldObeyOrTurnAroundIsShownEscaped() {
        var excerpt = "a\u202E\u001B[2J: x\u200By";
        var problem = Problem.error(new Place("p\u001B.yaml", 3, 9), excerpt, "unknown key 'a\u202E\u001B[2J\uD83D\uDE00'", "did you mean \u2066a?");

        assertThat(problem.rendered()).isEqualTo("""
                p\\x1B.yaml:3:9: unknown key 'a\\u202E\\x1B[2J\uD83D\uDE00'
                 | a\\u202E\\x1B[2J: x\\u200By
                 |                 ^ did you mean \\u2066a?
                """);
    }

    @Test
    void theCaretStandsUnderTheSamePlaceOfALineWithEscapes() {
        var problem = Problem.error(new Place("p.yaml", 1, 3), "\u200Eab", "no", "");

        assertThat(problem.rendered()).isEqualTo("p.yaml:1:3: no\n | \\u200Eab\n |        ^\n");
    }

    @Test
    void plainTextInAnyScriptIsShownAsItIs() {
        var problem = Problem.warning(new Place("p.yaml", 1, 1), "größe:\t'注文 \u05E9'", "ok", "");

        assertThat(problem.rendered()).isEqualTo("p.yaml:1:1: warning: ok\n | größe:\t'注文 \u05E9'\n | ^\n");
    }
}
