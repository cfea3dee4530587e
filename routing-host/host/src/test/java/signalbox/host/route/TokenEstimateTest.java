package signalbox.host.route;

import static org.assertj.core.api.Assertions.assertThat;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.EncodingType;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import signalbox.host.turn.ToolOffer;
import tools.jackson.databind.node.JsonNodeFactory;

class TokenEstimateTest {
    private static final long SEED = 20261130;
    private static final List<String> PIECES = List.of(
            "a", "Where", "order", "don't", "IT'S", "'s", "'", " ", "  ", "\n", "\r\n", "\t", "7", "1234", ".", "?!", "\"",
            "{\"id\":", "/", "_", "-", "é", "für", "注文", "Привет", "👩‍💻", "́", "ǅ", "١٢", " ", "http://a.b/c", "=>");

    @Test
    void aTextHasAsManyTokensAsTheEncodingSays() {
        var encoding = Encodings.newLazyEncodingRegistry().getEncoding(EncodingType.O200K_BASE);
        var random = new Random(SEED);

        for (int i = 0; i < 2_000; i++) {
            var text = new StringBuilder();
            for (int pieces = random.nextInt(40); pieces > 0; pieces--) {
                text.append(PIECES.get(random.nextInt(PIECES.size())));
            }
            assertThat(TokenEstimate.of(text.toString())).as("%s", text)
                    .isEqualTo(encoding.countTokensOrdinary(text.toString()));
        }
    }

    @Test
    void equalToolsHaveEqualCountsAndAnotherSchemaAnother() {
        long first = TokenEstimate.of(offer("string"));

        assertThat(TokenEstimate.of(offer("string"))).isEqualTo(first).isGreaterThan(10);
        assertThat(TokenEstimate.of(offer("a much longer type than that"))).isGreaterThan(first);
    }

    @Test
    void countingStopsWhereItIsEnough() {
        assertThat(TextTokens.of("one two three four five six", 3)).isEqualTo(4);
        assertThat(TextTokens.of("one two three four five six", 100)).isEqualTo(6);
    }

    private static ToolOffer offer(String type) {
        return new ToolOffer("retail__get", "Gets.", JsonNodeFactory.instance.objectNode().put("type", type));
    }
}
