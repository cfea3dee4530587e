package signalbox.policy.condition;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.ArrayDeque;

/// Regular expressions of RE2, which match in linear time, and of a size that bounds what a match costs.
///
/// A repetition becomes as many copies of what it repeats. Their number is known before they are made: three of a thousand,
/// one in the other, would fill the memory.
public final class LinearRegex {
    /// In characters, in repeated parts, and in instructions of the program it becomes.
    static final int LARGEST = 1_000;
    static final String TOO_LARGE = "the regular expression is too large";

    private LinearRegex() {}

    /// @throws PatternSyntaxException where it is no expression, or too large a one
    public static Pattern compile(String regex) {
        if (regex.length() > LARGEST || parts(regex) > LARGEST) {
            throw new PatternSyntaxException(TOO_LARGE, regex);
        }
        var pattern = Pattern.compile(regex);
        if (pattern.programSize() > LARGEST) {
            throw new PatternSyntaxException(TOO_LARGE, regex);
        }
        return pattern;
    }

    /// How many parts there are once every repetition is written out; never too few.
    private static long parts(String regex) {
        var outer = new ArrayDeque<Long>();
        long sum = 0;
        long last = 0;
        for (int i = 0; i < regex.length(); i++) {
            char c = regex.charAt(i);
            long part = 1;
            if (c == '(') {
                outer.push(sum);
                sum = 0;
                last = 0;
                continue;
            } else if (c == ')' && !outer.isEmpty()) {
                part = Math.max(1, sum);
                sum = outer.pop();
            } else if (c == '{') {
                long times = times(regex, i + 1);
                part = times > 1 ? Math.min(LARGEST + 1L, last * (times - 1)) : 0;
                last += part;
                sum += part;
                continue;
            } else if (c == '\\') {
                i++;
            }
            last = part;
            sum = Math.min(LARGEST + 1L, sum + part);
        }
        return sum;
    }

    /// The larger number of `{n}`, `{n,}` or `{n,m}`; 1 where it is none.
    private static long times(String regex, int from) {
        int end = regex.indexOf('}', from);
        long largest = 1;
        for (var number : end < 0 ? new String[0] : regex.substring(from, end).split(",", -1)) {
            if (!number.isEmpty() && number.length() < 10 && number.chars().allMatch(Character::isDigit)) {
                largest = Math.max(largest, Long.parseLong(number));
            }
        }
        return largest;
    }
}
