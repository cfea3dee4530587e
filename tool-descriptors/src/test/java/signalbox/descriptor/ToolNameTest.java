package signalbox.descriptor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ToolNameTest {
    @Test
    void aToolNameMayHaveSixtyFourCharactersAndAServerNameFortyOne() {
        assertThat(ToolName.isValid("t".repeat(64))).isTrue();
        assertThat(ToolName.isValid("t".repeat(65))).isFalse();
        assertThat(ServerName.isValid("s".repeat(41))).isTrue();
        assertThat(ServerName.isValid("s".repeat(42))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Find", "1st", "_find", "find order", "find__order", "find.order", "find-order", "findé", "find\n"})
    void whatIsNoNameIsRefused(String name) {
        assertThat(ToolName.isValid(name)).isFalse();
        assertThatThrownBy(() -> new ToolName(new ServerName("shop"), name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'" + name + "' is no tool name: [a-z][a-z0-9_]{0,63} without '__'");
    }

    @Test
    void aLongNameIsReadWithItsServerAndVersion() {
        var text = "shop." + "t".repeat(64) + "@1.0.0";

        assertThat(ToolId.parse(text)).hasToString(text);
    }
}
