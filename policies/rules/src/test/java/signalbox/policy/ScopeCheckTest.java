package signalbox.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import signalbox.policy.permission.Scopes;

class ScopeCheckTest {
    @TempDir
    Path folder;

    private ScopeCheck check;

    @BeforeEach
    void read() throws IOException {
        check = new ScopeCheck(RulebookFolder.sound(folder).open().get());
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "tool:*", "tool:shop.*", "tool:shop.find_order@^1", "tool:shop.find_*@1.0.0 model:signalbox/small",
        "model:here/*", "resource:shop://*", "prompt:shop.*", "resource:*", "act-for"})
    void aScopeThatReachesSomethingIsRight(String scopes) {
        assertThat(check.problems(Scopes.parse(scopes))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            shop.*                  | 'shop.*' is not a scope: write one such as tool:retail.*
            tool:shpo.*             | 'tool:shpo.*' reaches no tool: did you mean shop.*?
            tool:shop.find_ordr     | 'tool:shop.find_ordr' reaches no tool: did you mean shop.find_order
            tool:shop.find_order@^3 | 'tool:shop.find_order@^3' reaches no version: there are shop.find_order@1.0.0, shop.find_order@1.1.0
            tool:shop.find_order@   | 'tool:shop.find_order@' reaches every version, since nothing is written after '@': leave the '@' out
            model:signalbox/smal    | 'model:signalbox/smal' reaches no model: did you mean signalbox/small
            resource:shpo://*       | 'resource:shpo://*' reaches no server: did you mean shop?
            prompt:shpo.greet       | 'prompt:shpo.greet' reaches no server: did you mean shop?
            ``                      | no scope is written
            """)
    void aScopeThatReachesNothingOrMoreThanItSeemsIsTold(String scopes, String told) {
        assertThat(check.problems(Scopes.parse(scopes))).singleElement().asString().startsWith(told);
    }

    @Test
    void nothingBesideAnAlternativeIsEveryVersionAndTold() {
        assertThat(check.problems(Scopes.parse("tool:shop.find_order@1.0.0||"))).containsExactly(
                "'tool:shop.find_order@1.0.0||' reaches every version, since nothing is written beside '||': write '*', or remove the '||'");
    }

    @Test
    void whatIsNoWordIsNoScope() {
        var list = new Scopes(Set.of("tool:shop.none *", "tool:shop.find_order"));

        assertThat(list.values()).containsExactly("tool:shop.find_order");
        assertThat(Scopes.parse(list.toString())).isEqualTo(list);
    }
}
