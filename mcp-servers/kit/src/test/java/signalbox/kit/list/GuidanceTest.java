package signalbox.kit.list;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import signalbox.kit.Yard;

/// What somebody who named the wrong thing is told, and only of what it sees.
class GuidanceTest {
    private static final Yard YARD = Yard.open();

    @AfterAll
    static void closeYard() {
        YARD.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            agent:insider | /mcp      | tools/call  | shed__tel   | Tool 'shed__tel' not found: did you mean shed__tell?
            agent:insider | /mcp/shed | tools/call  | tall        | Tool 'tall' not found: did you mean tell?
            agent:visitor | /mcp/yard | tools/call  | cont        | Tool 'cont' not found: did you mean count?
            agent:visitor | /mcp      | tools/call  | yard.count  | Tool 'yard.count' not found: did you mean yard__count?
            agent:visitor | /mcp/shed | tools/call  | tall        | Tool 'tall' not found.
            agent:insider | /mcp/shed | prompts/get | great       | Prompt 'great' not found: did you mean greet?
            agent:insider | /mcp      | prompts/get | shed__great | Prompt 'shed__great' not found: did you mean shed__greet?
            agent:shedder | /mcp/shed | prompts/get | confine     | Prompt 'confine' not found.
            """)
    void aNearNameThatTheCallerSeesIsNamed(String principal, String path, String method, String name, String told) {
        for (var era : Era.values()) {
            var answer = era.of(YARD, path, principal).ask(method, "{\"name\": \"" + name + "\"}");

            assertThat(answer.json().at("/error/code").asInt()).isEqualTo(-32602);
            assertThat(answer.json().at("/error/message").stringValue()).isEqualTo(told);
        }
    }
}
