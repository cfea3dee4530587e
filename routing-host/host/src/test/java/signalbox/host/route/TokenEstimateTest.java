package signalbox.host.route;

import static org.assertj.core.api.Assertions.assertThat;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.EncodingType;
import java.math.BigInteger;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
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

    /// What a text of a hundred kilobytes holds decides how many tokens it has: a seventh of a token a character, or two.
    @ParameterizedTest
    @EnumSource
    void aLongTextIsEstimatedAsItWouldBeCounted(Kind kind) {
        var text = kind.text(new Random(SEED), 100_000);
        long counted = counted(text);

        assertThat(TokenEstimate.of(text)).isBetween(counted * 9 / 10, counted * 12 / 10);
    }

    @Test
    void aLongTextIsNeverTakenForAThirdOfItsTokensHoweverItIsMixed() {
        var random = new Random(SEED);

        for (int i = 0; i < 8; i++) {
            var text = new StringBuilder();
            while (text.length() < 60_000) {
                text.append(Kind.values()[random.nextInt(Kind.values().length)].text(random, 1 + random.nextInt(8_000)));
            }
            assertThat(TokenEstimate.of(text.toString()) * 3).as("mix %s", i).isGreaterThan(counted(text.toString()) * 2);
        }
    }

    /// Words stand wherever a stretch is read, and data fill the rest.
    @Test
    void dataThatHideBehindWordsAreCountedByTheirCharacters() {
        var random = new Random(SEED);
        var text = new StringBuilder(Kind.DATA.text(random, 1_000_000));
        for (int i = 0; i < 25; i++) {
            int from = (int) ((long) (text.length() - 2_000) * i / 24);
            text.replace(from, from + 2_000, Kind.WORDS.text(random, 2_000));
        }

        assertThat(TokenEstimate.of(text.toString()) * 3).isGreaterThan(650_000 * 2);
    }

    private static long counted(String text) {
        var encoding = Encodings.newLazyEncodingRegistry().getEncoding(EncodingType.O200K_BASE);
        long sum = 0;
        for (int from = 0; from < text.length(); from += 1_000) {
            sum += encoding.countTokensOrdinary(text.substring(from, Math.min(text.length(), from + 1_000)));
        }
        return sum;
    }

    enum Kind {
        WORDS(random -> List.of("the ", "order ", "was ", "delivered, ", "but ", "its ", "colour ", "is ", "wrong. ").get(random.nextInt(9))),
        CODE(random -> List.of("if (order == null) {\n    ", "return items.get(i);\n", "}\n\n", "final var id = ", "\"key\": 7,\n").get(random.nextInt(5))),
        DATA(random -> Base64.getEncoder().encodeToString(BigInteger.valueOf(random.nextLong()).toByteArray()).replace("=", "")),
        HEX(random -> Integer.toHexString(random.nextInt())),
        DIGITS(random -> Integer.toString(random.nextInt(1_000_000_000))),
        UUIDS(random -> new UUID(random.nextLong(), random.nextLong()) + "\n"),
        CHINESE(random -> List.of("我们昨天", "收到了您的订单", "，但是", "其中一件商品", "的颜色", "请问可以退货吗？").get(random.nextInt(6))),
        RARE_CHINESE(random -> Character.toString(0x4e00 + random.nextInt(20_000))),
        JAPANESE(random -> List.of("昨日", "注文した", "商品が", "まだ届いて", "いません。").get(random.nextInt(5))),
        KOREAN(random -> List.of("어제 ", "주문한 ", "상품이 ", "아직 ", "도착하지 ", "않았습니다. ").get(random.nextInt(6))),
        RUSSIAN(random -> List.of("Вчера ", "я заказал ", "товар, ", "который ", "не пришёл. ").get(random.nextInt(5))),
        ARABIC(random -> List.of("لم تصل ", "البضاعة ", "التي طلبتها ", "أمس ").get(random.nextInt(4))),
        HINDI(random -> List.of("कल मैंने ", "जो सामान ", "मंगवाया था ", "वह नहीं पहुँचा ").get(random.nextInt(4))),
        EMOJI(random -> List.of("🚀", "🎉", "👩‍💻", "🇩🇪", "🧿").get(random.nextInt(5)));

        @SuppressWarnings("ImmutableEnumChecker")
        private final Function<Random, String> piece;

        Kind(Function<Random, String> piece) {
            this.piece = piece;
        }

        String text(Random random, int length) {
            var text = new StringBuilder();
            while (text.length() < length) {
                text.append(piece.apply(random));
            }
            return text.substring(0, length);
        }
    }

    private static ToolOffer offer(String type) {
        return new ToolOffer("retail__get", "Gets.", JsonNodeFactory.instance.objectNode().put("type", type));
    }
}
