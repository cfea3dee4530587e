package signalbox.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.Objects;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class AgentTokenTextTest {
    private static final Pattern FORM = Pattern.compile("sbx_([0-9A-Za-z]{12})_[A-Za-z0-9_-]{43}");
    private static final String LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_";
    private static final String ODD = "_-09AZaz/:@[`{ =.\n\u0130\u00e9";

    @Test
    void theLanguageOfTokensIsThatOfTheRegularExpression() {
        long seed = 1243;
        var random = new Random(seed);
        int tokens = 0;
        for (int i = 0; i < 50_000; i++) {
            var text = new StringBuilder("sbx_" + letters(12, 62, random) + "_" + letters(43, 64, random));
            for (int changes = random.nextInt(3); changes > 0; changes--) {
                change(text, random);
            }
            var match = FORM.matcher(text);

            var read = AgentTokenText.read(text.toString());

            assertThat(read != null).as("seed %s: '%s'", seed, text).isEqualTo(match.matches());
            if (read != null) {
                assertThat(Objects.requireNonNull(read).id()).isEqualTo(match.group(1));
                tokens++;
            }
        }
        assertThat(tokens).as("seed %s", seed).isBetween(15_000, 40_000);
    }

    @Test
    void theLanguageOfIdsIsThatOfTheRegularExpression() {
        long seed = 1244;
        var random = new Random(seed);
        for (int i = 0; i < 50_000; i++) {
            var text = new StringBuilder(letters(12, 62, random));
            if (i % 2 == 0) {
                change(text, random);
            }

            assertThat(AgentTokenText.isId(text.toString())).as("seed %s: '%s'", seed, text)
                    .isEqualTo(text.toString().matches("[0-9A-Za-z]{12}"));
        }
    }

    @Test
    void aMadeTokenIsReadAsItself() {
        var made = AgentTokenText.random(new SecureRandom());

        assertThat(AgentTokenText.read(made.text())).isEqualTo(made);
        assertThat(AgentTokenText.isId(made.id())).isTrue();
    }

    /// @param of how many of the letters of base64url may occur
    private static String letters(int length, int of, Random random) {
        return random.ints(length, 0, of)
                .collect(StringBuilder::new, (to, at) -> to.append(LETTERS.charAt(at)), StringBuilder::append).toString();
    }

    /// Puts, takes away or adds one character.
    private static void change(StringBuilder text, Random random) {
        int at = random.nextInt(text.length());
        char c = ODD.charAt(random.nextInt(ODD.length()));
        switch (random.nextInt(4)) {
            case 0 -> text.deleteCharAt(at);
            case 1 -> text.insert(at, c);
            default -> text.setCharAt(at, c);
        }
    }
}
