package signalbox.architecture;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// How often a pattern reads the characters of a text, at worst: counted, not timed, over texts made of what the pattern
/// speaks of.
///
/// @param worst the text it was
/// @param reads of each character, on average
record PatternCost(Text worst, double reads) {
    private static final int LENGTH = 300;
    private static final int PATIENCE = 60;
    private static final int LETTERS = 16;
    private static final Pattern WORD = Pattern.compile("(?<![\\\\A-Za-z])[A-Za-z]{2,20}");
    private static final String USUAL = "a0A \n_-.\u00e9";

    /// One that is as long as it is wanted.
    record Text(String start, String unit) {
        String of(int length) {
            return start + unit.repeat(Math.max(1, (length - start.length()) / unit.length()));
        }
    }

    /// @param searched whether it is looked for in texts, and not only held against whole ones
    static PatternCost of(Pattern pattern, boolean searched) {
        var worst = new PatternCost(new Text("", "a"), 0);
        for (var text : texts(pattern)) {
            double reads = reads(pattern, searched, text.of(LENGTH));
            worst = reads > worst.reads() ? new PatternCost(text, reads) : worst;
        }
        return worst;
    }

    /// How often each character is read.
    static double reads(Pattern pattern, boolean searched, String text) {
        var counted = new Counted(text);
        try {
            var matcher = pattern.matcher(counted);
            if (!searched) {
                matcher.matches();
                return (double) counted.reads / text.length();
            }
            while (matcher.find()) {
                // Only the reads count.
            }
            return (double) counted.reads / text.length();
        } catch (TooOften | StackOverflowError _) {
            return PATIENCE;
        }
    }

    private static Set<Text> texts(Pattern pattern) {
        var letters = letters(pattern.pattern());
        var words = WORD.matcher(pattern.pattern()).results().map(found -> found.group()).limit(6).toList();
        var texts = new LinkedHashSet<Text>();
        for (var one : letters) {
            texts.add(new Text("", one));
            for (var two : letters) {
                texts.add(new Text("", one + two));
                texts.add(new Text("", one.repeat(45) + two));
            }
            for (var word : words) {
                texts.add(new Text(word, one));
                texts.add(new Text(one + word, one));
                texts.add(new Text("", word + one));
                texts.add(new Text("", word + one.repeat(45)));
            }
        }
        return texts;
    }

    private static List<String> letters(String pattern) {
        var letters = new LinkedHashSet<String>();
        (USUAL + pattern).codePoints().mapToObj(Character::toString).forEach(letters::add);
        return new ArrayList<>(letters).subList(0, Math.min(LETTERS, letters.size()));
    }

    private static final class TooOften extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TooOften() {
            super(null, null, false, false);
        }
    }

    private static final class Counted implements CharSequence {
        private final String text;
        private long reads;

        Counted(String text) {
            this.text = text;
        }

        @Override
        public char charAt(int index) {
            if (++reads > (long) PATIENCE * text.length()) {
                throw new TooOften();
            }
            return text.charAt(index);
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.subSequence(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
