package signalbox.source;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// A regular expression as JSON Schema means it (ECMA-262, found anywhere in the text), with bounded work.
///
/// `^` and `$` are the very ends of the text: a last line break is not overlooked.
public final class TextPattern {
    private static final int LONGEST = 4_096;
    private static final int MOST_READS = 1_000_000;
    /// Of all rounds from all places of the text, which are no reads where nothing is looked at.
    private static final long MOST_ROUNDS = 1_000_000_000;

    private final String source;
    private final Pattern pattern;
    private final long rounds;

    private TextPattern(String source, Pattern pattern) {
        this.source = source;
        this.pattern = pattern;
        rounds = LeastRounds.of(source);
    }

    /// @throws IllegalArgumentException where the text is not a regular expression; the message says why
    public static TextPattern compile(String source) {
        if (source.length() > LONGEST) {
            throw new IllegalArgumentException("the regular expression is longer than " + LONGEST + " characters");
        }
        try {
            return new TextPattern(source, Pattern.compile(inJava(source)));
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException("'" + source + "' is not a regular expression: " + e.getDescription(), e);
        }
    }

    /// @throws TooMuchWork where this text takes too long to decide
    public boolean isFoundIn(String text) {
        if (rounds > MOST_ROUNDS / (text.length() + 1)) {
            throw new TooMuchWork(source, new IllegalStateException(rounds + " rounds from each place"));
        }
        try {
            return pattern.matcher(new Counted(text, new int[1])).find();
        } catch (StackOverflowError e) {
            throw new TooMuchWork(source, e);
        }
    }

    @Override
    public String toString() {
        return source;
    }

    /// Where Java and ECMAScript read the same expression differently, the Java spelling of the latter.
    private static String inJava(String source) {
        var java = new StringBuilder();
        boolean inClass = false;
        for (int i = 0; i < source.length(); i++) {
            char c = source.charAt(i);
            if (c == '\\' && i + 1 < source.length()) {
                java.append(c).append(source.charAt(++i));
            } else if (inClass) {
                inClass = c != ']';
                java.append(c == '[' || c == '&' ? "\\" : "").append(c);
            } else if (c == '$') {
                java.append("\\z");
            } else {
                inClass = c == '[';
                java.append(c);
            }
        }
        return java.toString();
    }

    /// The text and the pattern together take more steps than a check may.
    public static final class TooMuchWork extends RuntimeException {
        TooMuchWork(String source, Throwable cause) {
            super("the regular expression '" + source + "' takes too long on this text", cause);
        }
    }

    private final class Counted implements CharSequence {
        private final CharSequence text;
        private final int[] reads;

        Counted(CharSequence text, int[] reads) {
            this.text = text;
            this.reads = reads;
        }

        @Override
        public char charAt(int index) {
            if (++reads[0] > MOST_READS) {
                throw new TooMuchWork(source, new IllegalStateException(MOST_READS + " reads"));
            }
            return text.charAt(index);
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return new Counted(text.subSequence(start, end), reads);
        }

        @Override
        public String toString() {
            return text.toString();
        }
    }
}
