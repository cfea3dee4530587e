package signalbox.source;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TextPatternTest {
    @Test
    void anExpressionIsBoundedBeforeItIsCompiled() {
        assertThatThrownBy(() -> TextPattern.compile("a".repeat(4_097)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the regular expression is longer than 4096 characters");
    }
}
