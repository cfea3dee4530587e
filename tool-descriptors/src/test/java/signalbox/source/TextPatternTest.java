package signalbox.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextPatternTest {
    @Test
    void anExpressionIsBoundedBeforeItIsCompiled() {
        assertThatThrownBy(() -> TextPattern.compile("a".repeat(4_097)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the regular expression is longer than 4096 characters");
    }

    /// Repetitions of what may be empty look at no character, so that no count of looks would end them.
    @ParameterizedTest
    @ValueSource(strings = {
        "^{2147483647}[a-z]", "(?:){2147483647}x", "(?!\\z){2147483647}", "((?:){65536}){65536}", "(?:a{0}){2147483647}", "(?<n>|a){2147483647}",
        "(?:[)]{0}\\){0}){2147483647}", "()\\1{2147483647}"
    })
    void aRepetitionOfNothingIsBoundedBeforeItBegins(String expression) {
        assertThatThrownBy(() -> assertTimeoutPreemptively(Duration.ofSeconds(1), () -> TextPattern.compile(expression).isFoundIn("aaab")))
                .isInstanceOf(TextPattern.TooMuchWork.class);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"^.{500}$ | 500", "^(\\s*\\d{2}){1,3}$ | 0", "^[0-9]{4}(-[0-9]{2}){2} | 0", "^[a-z]{64}(?:[.][a-z]{2,63}){1,8} | 0"})
    void whatSchemasCountIsCounted(String expression, int length) {
        var pattern = TextPattern.compile(expression);

        assertThat(pattern.isFoundIn("a".repeat(length))).isEqualTo(length > 0);
        assertThat(pattern.isFoundIn("!".repeat(100_000))).isFalse();
    }
}
