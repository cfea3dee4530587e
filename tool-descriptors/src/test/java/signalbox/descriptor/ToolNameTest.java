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
    void aNameWhereAllServersMeetHasTheServerInFront() {
        assertThat(ToolName.parse("retail.get_order_details").wide()).isEqualTo("retail__get_order_details");
        assertThat(ToolName.wide("retail", "answer_customer")).isEqualTo("retail__answer_customer");
    }

    @Test
    void aNameOfSixtyFourCharactersStaysAndALongerOneEndsInAHash() {
        var whole = ToolName.parse("a".repeat(31) + "." + "b".repeat(31)).wide();
        var cut = ToolName.parse("a".repeat(32) + "." + "b".repeat(31)).wide();
        var other = ToolName.parse("a".repeat(32) + "." + "b".repeat(32)).wide();

        assertThat(whole).isEqualTo("a".repeat(31) + "__" + "b".repeat(31));
        assertThat(cut).isEqualTo("a".repeat(32) + "__" + "b".repeat(21) + "_5cdd7249");
        assertThat(other).hasSize(64).isNotEqualTo(cut);
    }

    @Test
    void theLongestNamesOfOneServerStayApart() {
        var longest = "t".repeat(63);

        var one = ToolName.parse("shop." + longest + "a").wide();
        var other = ToolName.parse("shop." + longest + "b").wide();

        assertThat(one).hasSize(64).startsWith("shop__ttt").isNotEqualTo(other);
    }

    @Test
    void aLongNameIsReadWithItsServerAndVersion() {
        var text = "shop." + "t".repeat(64) + "@1.0.0";

        assertThat(ToolId.parse(text)).hasToString(text);
    }
}
