package signalbox.host.route;

import java.util.function.ToIntFunction;

/// How many tokens a text has that is too long to be counted: what stretches of it have, and never less than its characters
/// must have at the least, wherever in it they are. Letters of words have a quarter of a token each, characters of encoded data two
/// thirds, of Chinese, Japanese and Korean a half and more, digits a third.
final class LongText {
    private static final int STRETCHES = 25;
    private static final int STRETCH = 2_000;
    /// Letters and digits without a break that are more than this are no word.
    private static final int LONGEST_WORD = 24;

    private final String text;

    /// @param text of at least as many characters as are counted of it
    LongText(String text) {
        this.text = text;
    }

    /// @param counter of the tokens of a stretch
    long tokens(ToIntFunction<String> counter) {
        return Math.max(sampled(counter), least());
    }

    private long sampled(ToIntFunction<String> counter) {
        long counted = 0;
        for (int i = 0; i < STRETCHES; i++) {
            int from = (int) ((long) (text.length() - STRETCH) * i / (STRETCHES - 1));
            counted += counter.applyAsInt(text.substring(from, from + STRETCH));
        }
        return Math.ceilDiv(counted * text.length(), (long) STRETCHES * STRETCH);
    }

    /// Summed in twelfths.
    private long least() {
        long sum = 0;
        for (int at = 0; at < text.length(); ) {
            int end = at;
            while (end < text.length() && isWordCharacter(text.charAt(end))) {
                end++;
            }
            sum += end > at ? word(at, end) : sign(at);
            at = Math.max(end, at + 1);
        }
        return sum / 12;
    }

    private long word(int from, int to) {
        int length = to - from;
        int digits = 0;
        int repeats = 0;
        for (int i = from; i < to; i++) {
            digits += text.charAt(i) <= '9' ? 1 : 0;
            repeats += i > from && text.charAt(i) == text.charAt(i - 1) ? 1 : 0;
        }
        if (length <= LONGEST_WORD || digits == length) {
            return Math.max(length * 2L, digits * 4L);
        }
        return length * 7L - repeats * 6L;
    }

    /// A sign that is repeated, or white space, is part of the token before it.
    private int sign(int at) {
        char sign = text.charAt(at);
        if (sign >= 0x80) {
            return sign < 0x1000 ? 3 : 6;
        }
        boolean goesBefore = Character.isWhitespace(sign) || (at > 0 && text.charAt(at - 1) == sign);
        return goesBefore ? 0 : 3;
    }

    private static boolean isWordCharacter(char at) {
        return (at >= 'a' && at <= 'z') || (at >= 'A' && at <= 'Z') || (at >= '0' && at <= '9');
    }
}
