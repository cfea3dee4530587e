package signalbox.host.route;

import java.util.Set;

/// One walk over a text that counts the things it asks for and notices signs of reasoning or code. It looks at each
/// character a bounded number of times, whatever the text: anybody may write it.
final class AskScan {
    private static final Set<String> NEXT = Set.of("then", "also");
    private static final Set<String> WORK = Set.of(
            "why", "prove", "derive", "compare", "explain", "design", "analyze", "analyse", "refactor", "optimize",
            "optimise");
    private static final int LONGEST_WORD = 8;
    private static final String FENCE = "```";

    private final String text;
    private int asks;
    private boolean work;

    AskScan(String text) {
        this.text = text;
        int at = marker(0);
        while (at < text.length()) {
            at = next(at);
        }
    }

    /// Question marks, semicolons, items of lists, and the words `then`, `also` and `after that`.
    int asks() {
        return asks;
    }

    /// Whether it has a word such as `why` or `refactor`, a code fence, or two of `=<>` together.
    boolean hasWork() {
        return work;
    }

    private int next(int at) {
        char now = text.charAt(at);
        if (isWord(now)) {
            return word(at);
        }
        if (now == '?' || now == ';') {
            asks++;
        } else if (now == '\n' || now == '\r') {
            return marker(at + 1);
        } else if (now == '`') {
            work |= text.startsWith(FENCE, at);
        } else if (isComparison(now)) {
            work |= at + 1 < text.length() && isComparison(text.charAt(at + 1));
        }
        return at + 1;
    }

    /// Behind the marker of a list's item that a line starts with (`-`, `*`, `1.`, `1)`), or where the line is indented
    /// to.
    private int marker(int start) {
        int at = start;
        while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
            at++;
        }
        int digits = at;
        while (digits < text.length() && text.charAt(digits) >= '0' && text.charAt(digits) <= '9') {
            digits++;
        }
        if (digits + 1 < text.length()
                && (digits == at ? "-*" : ".)").indexOf(text.charAt(digits)) >= 0
                && Character.isWhitespace(text.charAt(digits + 1))) {
            asks++;
            return digits + 1;
        }
        return at;
    }

    private int word(int start) {
        int end = start + 1;
        while (end < text.length() && isWord(text.charAt(end))) {
            end++;
        }
        if (end - start <= LONGEST_WORD) {
            var word = text.substring(start, end);
            asks += NEXT.contains(word) || (word.equals("after") && isThat(end)) ? 1 : 0;
            work |= WORK.contains(word);
        }
        return end;
    }

    private boolean isThat(int end) {
        return text.startsWith(" that", end) && (end + 5 == text.length() || !isWord(text.charAt(end + 5)));
    }

    private static boolean isWord(char one) {
        return (one >= 'a' && one <= 'z') || (one >= 'A' && one <= 'Z') || (one >= '0' && one <= '9') || one == '_';
    }

    private static boolean isComparison(char one) {
        return one == '=' || one == '<' || one == '>';
    }
}
