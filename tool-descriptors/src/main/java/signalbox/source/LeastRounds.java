package signalbox.source;

import java.util.ArrayDeque;
import java.util.regex.Pattern;

/// How many pieces a regular expression goes through at least before it can match: each counted repetition as often as it
/// must, what is nested multiplied.
///
/// A piece that may be empty is gone through so often without a look at the text, so this is work that a count of looks does
/// not see: `^{2147483647}` looks at nothing.
final class LeastRounds {
    private static final Pattern COUNT = Pattern.compile("\\{([0-9]{1,10})");

    private final ArrayDeque<Long> outer = new ArrayDeque<>();
    private long before;
    private long piece;

    private LeastRounds() {}

    static long of(String expression) {
        var rounds = new LeastRounds();
        for (int i = 0; i < expression.length(); i++) {
            i = rounds.read(expression, i);
        }
        while (!rounds.outer.isEmpty()) {
            rounds.close();
        }
        return sum(rounds.before, rounds.piece);
    }

    /// Reads what begins here, and says where it ends.
    private int read(String expression, int at) {
        switch (expression.charAt(at)) {
            case '(' -> open();
            case ')' -> close();
            case '{' -> repeat(expression, at);
            case '\\' -> {
                next();
                return at + 1;
            }
            case '[' -> {
                next();
                return endOfClass(expression, at);
            }
            default -> next();
        }
        return at;
    }

    private void next() {
        before = sum(before, piece);
        piece = 1;
    }

    private void open() {
        outer.push(sum(before, piece));
        before = 0;
        piece = 0;
    }

    private void close() {
        if (!outer.isEmpty()) {
            piece = sum(sum(before, piece), 1);
            before = outer.pop();
        }
    }

    private void repeat(String expression, int at) {
        var count = COUNT.matcher(expression).region(at, expression.length());
        if (count.lookingAt()) {
            piece = product(Math.max(1, piece), Math.max(1, Long.parseLong(count.group(1))));
        }
    }

    private static int endOfClass(String expression, int at) {
        for (int i = at + 1; i < expression.length(); i++) {
            if (expression.charAt(i) == '\\') {
                i++;
            } else if (expression.charAt(i) == ']') {
                return i;
            }
        }
        return expression.length();
    }

    private static long sum(long one, long other) {
        long sum = one + other;
        return sum < 0 ? Long.MAX_VALUE : sum;
    }

    private static long product(long one, long other) {
        return Math.multiplyHigh(one, other) == 0 && one * other >= 0 ? one * other : Long.MAX_VALUE;
    }
}
