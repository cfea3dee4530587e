package signalbox.host.route;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingType;

/// How many tokens of OpenAI's `o200k_base` a text has.
///
/// The encoding first cuts a text into pieces and then encodes each by itself, and a piece always ends where a letter is
/// followed by an ASCII character that is neither a letter nor an apostrophe. So a text may be cut there without changing
/// its count, and the words that come in every text are counted once: the library takes about ten times as long.
final class TextTokens {
    /// Longer texts are estimated from this much of them.
    private static final int LONG = 50_000;
    /// What the library is given at once.
    private static final int STRETCH = 2_000;
    /// A longer piece is no word that comes again.
    private static final int WORD = 24;
    private static final Encoding ENCODING =
            Encodings.newLazyEncodingRegistry().getEncoding(EncodingType.O200K_BASE);
    private static final Cache<String, Integer> WORDS = Caffeine.newBuilder().maximumSize(20_000).build();

    private TextTokens() {}

    /// The count; where it is more than `enough`, some number above that.
    static long of(String text, long enough) {
        if (text.length() > LONG) {
            return new LongText(text).tokens(TextTokens::count);
        }
        long sum = 0;
        for (int from = 0; from < text.length() && sum <= enough; ) {
            int to = end(text, from);
            sum += count(text.substring(from, to));
            from = to;
        }
        return sum;
    }

    private static int end(String text, int from) {
        int last = Math.min(text.length(), from + STRETCH) - 1;
        for (int i = from; i < last; i++) {
            if (Character.isLetter(text.charAt(i)) && endsWord(text.charAt(i + 1))) {
                return i + 1;
            }
        }
        return last + 1;
    }

    private static boolean endsWord(char next) {
        return next < 0x80 && next != '\'' && !Character.isLetter(next);
    }

    private static int count(String piece) {
        return piece.length() <= WORD
                ? WORDS.get(piece, ENCODING::countTokensOrdinary)
                : ENCODING.countTokensOrdinary(piece);
    }
}
