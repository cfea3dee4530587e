package signalbox.descriptor;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

final class RequestMetadataTest {
    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '`', nullValues = "-", textBlock = """
                    tools/call          ~ {"name": "get_order", "uri": "x:y"} ~ get_order
                    prompts/get         ~ {"name": "answer_customer"}         ~ answer_customer
                    resources/read      ~ {"name": "x", "uri": "x:y"}         ~ x:y
                    tools/call          ~ {}                                  ~ -
                    tools/call          ~ {"name": 7}                         ~ -
                    tools/list          ~ {"name": "get_order"}               ~ -
                    resources/subscribe ~ {"uri": "x:y"}                      ~ -
                    """)
    void theNameOfARequestIsRepeatedWhereItsMethodHasOne(String method, String params, @Nullable String name) {
        assertThat(RequestMetadata.name(method, JsonMapper.shared().readTree(params))).isEqualTo(name);
    }
}
