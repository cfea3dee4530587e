package signalbox.retail.rules;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/// Order of strings by code point, which Java's own order is not above U+FFFF.
public final class CodePoints {
    public static final Comparator<String> ORDER =
            (a, b) -> Arrays.compare(a.codePoints().toArray(), b.codePoints().toArray());

    private CodePoints() {}

    static List<String> sorted(List<String> texts) {
        return texts.stream().sorted(ORDER).toList();
    }
}
