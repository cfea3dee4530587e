package signalbox.kit.desk;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import signalbox.descriptor.ToolName;

class ToolNamesTest {
    @Test
    void aNameWhereAllServersMeetHasTheServerInFront() {
        assertThat(ToolNames.wide(ToolName.parse("retail.get_order_details"))).isEqualTo("retail__get_order_details");
    }

    @Test
    void aNameOfSixtyFourCharactersStaysAndALongerOneEndsInAHash() {
        var whole = ToolNames.wide(ToolName.parse("a".repeat(31) + "." + "b".repeat(31)));
        var cut = ToolNames.wide(ToolName.parse("a".repeat(32) + "." + "b".repeat(31)));
        var other = ToolNames.wide(ToolName.parse("a".repeat(32) + "." + "b".repeat(32)));

        assertThat(whole).hasSize(64).endsWith("bbb");
        assertThat(cut).hasSize(64).startsWith("a".repeat(32) + "__" + "b".repeat(21)).matches(".{55}_[0-9a-f]{8}");
        assertThat(other).hasSize(64).isNotEqualTo(cut);
    }

    @Test
    void theLongestNamesOfOneServerStayApart() {
        var longest = "t".repeat(63);

        var one = ToolNames.wide(ToolName.parse("shop." + longest + "a"));
        var other = ToolNames.wide(ToolName.parse("shop." + longest + "b"));

        assertThat(one).hasSize(64).startsWith("shop__ttt").isNotEqualTo(other);
    }
}
