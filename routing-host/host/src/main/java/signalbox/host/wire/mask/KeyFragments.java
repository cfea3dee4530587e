package signalbox.host.wire.mask;

import java.util.List;

/// What providers quote of a key that they refuse: its two ends, with the middle left out (`sk-proj-********abcd`,
/// `sk-...abcd`). A fragment helps whoever tries to guess the key, so nobody is shown one.
///
/// The text is read once, from run to run of the characters that keys are made of, and not matched by patterns.
public final class KeyFragments {
    private static final List<String> STARTS = List.of("sk", "pk", "rk", "gsk", "xai", "key", "sess", "hf", "AIza");
    private static final List<String> STARTS_OF_KEYS =
            List.of("sk-", "sk_", "pk-", "pk_", "rk-", "rk_", "gsk-", "gsk_", "xai-", "xai_", "sess-", "sess_", "hf-", "hf_", "AIza");
    private static final int FEWEST_STARS = 3;
    private static final int SHORTEST_KEY = 12;

    private final String text;
    private final StringBuilder masked = new StringBuilder();
    private int done;

    private KeyFragments(String text) {
        this.text = text;
    }

    /// The text without anything that looks like a key or the ends of one.
    public static String masked(String text) {
        var fragments = new KeyFragments(text);
        int at = 0;
        while (at < text.length()) {
            at = isOfKey(text.charAt(at)) || isStar(text.charAt(at)) ? fragments.read(at) : at + 1;
        }
        return fragments.masked.isEmpty() ? text : fragments.masked.append(text, fragments.done, text.length()).toString();
    }

    /// @return where to read on
    private int read(int start) {
        int end = runEnd(start);
        int stars = end;
        while (stars < text.length() && isStar(text.charAt(stars))) {
            stars++;
        }
        if (stars - end >= FEWEST_STARS) {
            return replace(start, runEnd(stars));
        }
        if (stars > end) {
            return stars;
        }
        int beyond = gapEnd(end);
        int last = beyond > end ? runEnd(beyond) : beyond;
        int from = fragmentStart(start, end, STARTS, 0);
        if (last > beyond && from >= 0) {
            return replace(from, last);
        }
        int key = fragmentStart(start, end, STARTS_OF_KEYS, SHORTEST_KEY);
        return key < 0 ? end : replace(key, end);
    }

    private int replace(int start, int end) {
        masked.append(text, done, start).append(SecretMask.MARK);
        done = end;
        return end;
    }

    private int runEnd(int from) {
        int end = from;
        while (end < text.length() && isOfKey(text.charAt(end))) {
            end++;
        }
        return end;
    }

    /// Behind two to six dots, or one ellipsis.
    private int gapEnd(int from) {
        int end = from;
        while (end < text.length() && end - from < 6 && text.charAt(end) == '.') {
            end++;
        }
        if (end == from && end < text.length() && text.charAt(end) == '…') {
            return end + 1;
        }
        return end - from >= 2 ? end : from;
    }

    /// The first place in the run where a word begins as keys do, with so many characters behind it; or -1.
    private int fragmentStart(int start, int end, List<String> beginnings, int behind) {
        for (int at = start; at < end; at++) {
            if (at > start && text.charAt(at - 1) != '-') {
                continue;
            }
            for (var beginning : beginnings) {
                if (text.startsWith(beginning, at) && at + beginning.length() + behind <= end) {
                    return at;
                }
            }
        }
        return -1;
    }

    private static boolean isOfKey(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    }

    private static boolean isStar(char c) {
        return c == '*' || c == '•';
    }
}
