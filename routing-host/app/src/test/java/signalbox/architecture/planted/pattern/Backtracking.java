package signalbox.architecture.planted.pattern;

import java.util.regex.Pattern;

/// Patterns that read a text again and again: from each of its characters on, and by many ways.
final class Backtracking {
    static final Pattern MAIL = Pattern.compile("[\\w.+-]+@[\\w-]+");
    static final Pattern WAYS = Pattern.compile("(?:a|aa)+b");
    static final Pattern SOUND = Pattern.compile("(?<![\\w.+-])[\\w.+-]{1,64}+@[\\w-]{1,63}+");

    private Backtracking() {}
}
