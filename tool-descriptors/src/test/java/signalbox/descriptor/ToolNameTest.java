package signalbox.descriptor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import java.util.regex.Pattern;
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
                .hasMessage("'" + name + "' is not a tool name: [a-z][a-z0-9_]{0,63} without '__'");
    }

    @Test
    void theLanguageOfNamesIsThatOfTheRegularExpression() {
        var tools = Pattern.compile("(?!.*__)[a-z][a-z0-9_]{0,63}");
        var servers = Pattern.compile("(?!.*__)[a-z][a-z0-9_]{0,40}");
        long seed = 4164;
        var random = new Random(seed);
        int names = 0;
        for (int i = 0; i < 100_000; i++) {
            var letters = random.nextInt(4) == 0 ? "a_9zZ-\n\u00e9`{/:@" : "abz019_";
            var text = random.ints(random.nextInt(i % 2 == 0 ? 6 : 70), 0, letters.length())
                    .collect(StringBuilder::new, (to, at) -> to.append(letters.charAt(at)), StringBuilder::append).toString();
            if (random.nextBoolean()) {
                text = text.replace("__", "_");
            }

            assertThat(ToolName.isValid(text)).as("seed %s: '%s'", seed, text).isEqualTo(tools.matcher(text).matches());
            assertThat(ServerName.isValid(text)).as("seed %s: '%s'", seed, text).isEqualTo(servers.matcher(text).matches());
            names += ToolName.isValid(text) ? 1 : 0;
        }
        assertThat(names).as("seed %s", seed).isBetween(10_000, 90_000);
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
