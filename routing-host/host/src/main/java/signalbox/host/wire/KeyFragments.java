package signalbox.host.wire;

import java.util.regex.Pattern;

/// What providers quote of a key that they refuse: its two ends, with the middle left out (`sk-proj-********abcd`,
/// `sk-...abcd`). A fragment helps whoever tries to guess the key, so nobody is shown one.
public final class KeyFragments {
    private static final Pattern STARRED = Pattern.compile("[A-Za-z0-9_-]{0,80}+[*•]{3,200}+[A-Za-z0-9_-]{0,80}+");
    private static final Pattern ELIDED =
            Pattern.compile("\\b(?:sk|pk|rk|gsk|xai|key|sess|hf|AIza)[A-Za-z0-9_-]{0,80}+(?:\\.{2,6}+|…)[A-Za-z0-9_-]{1,80}+");
    private static final Pattern WHOLE = Pattern.compile("\\b(?:(?:sk|pk|rk|gsk|xai|sess|hf)[-_]|AIza)[A-Za-z0-9_-]{12,200}+");
    private static final String MASK = "••••";

    private KeyFragments() {}

    /// The text without anything that looks like a key or the ends of one.
    public static String masked(String text) {
        String masked = STARRED.matcher(text).replaceAll(MASK);
        masked = ELIDED.matcher(masked).replaceAll(MASK);
        return WHOLE.matcher(masked).replaceAll(MASK);
    }
}
