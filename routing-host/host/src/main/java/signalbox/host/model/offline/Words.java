package signalbox.host.model.offline;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Text as the planner compares it: lower-case words without endings and without words that say nothing.
final class Words {
    private static final Set<String> EMPTY = Set.of(
            "a", "an", "and", "any", "are", "as", "at", "be", "been", "by", "can", "could", "do", "does", "for", "from",
            "get", "has", "have", "hello", "hi", "how", "i", "if", "in", "into", "is", "it", "its", "like", "me", "my",
            "need", "of", "on", "one", "or", "our", "please", "so", "some", "that", "the", "their", "them", "then",
            "there", "this", "to", "use", "want", "was", "we", "what", "when", "where", "which", "who", "will", "with",
            "would", "you", "your", "not", "am", "id");

    private Words() {}

    /// The distinct stems of a text, in order.
    static Set<String> stems(String text) {
        var stems = new LinkedHashSet<String>();
        for (var word : split(text)) {
            if (word.length() > 1 && !EMPTY.contains(word)) {
                stems.add(stem(word));
            }
        }
        return stems;
    }

    static List<String> split(String text) {
        var words = new ArrayList<String>();
        for (var word : text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+", -1)) {
            if (!word.isEmpty()) {
                words.add(word);
            }
        }
        return words;
    }

    static String stem(String word) {
        for (var ending : List.of("ations", "ation", "ings", "ing", "ements", "ement", "ied", "ies", "ed", "es", "s", "e")) {
            int kept = word.length() - ending.length();
            if (word.endsWith(ending) && kept >= 3) {
                return undoubled(word.substring(0, kept));
            }
        }
        return word;
    }

    /// `cancell` of `cancelled` is `cancel`.
    private static String undoubled(String stem) {
        int last = stem.length() - 1;
        return last >= 3 && stem.charAt(last) == stem.charAt(last - 1) ? stem.substring(0, last) : stem;
    }

    static long shared(Set<String> some, Set<String> others) {
        return some.stream().filter(others::contains).count();
    }
}
