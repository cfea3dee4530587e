package signalbox.host.wire.mask;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Masks secrets in what comes back from whoever was shown them, in every form of [SecretForms].
///
/// A text is searched for all forms at once by the method of Wu and Manber ("A fast algorithm for multi-pattern searching",
/// 1994): of each form its first characters count, as many as the shortest has, and the text is entered as far apart as that,
/// so that a text without a secret costs a look at every eighth pair of characters or so.
public final class SecretMask {
    /// Where nobody was shown anything.
    public static final SecretMask NONE = new SecretMask(List.of());

    public static final String MARK = "••••";

    /// Shorter ones are words that a text may hold by itself.
    private static final int SHORTEST = 8;

    private static final int PAIRS = 1 << 12;

    private final List<String> forms;
    private final int window;
    private final byte[] shifts = new byte[PAIRS];
    private final Map<Integer, List<String>> endingIn = new HashMap<>();

    private SecretMask(Collection<String> secrets) {
        var all = new TreeSet<>(Comparator.comparingInt(String::length).reversed().thenComparing(Comparator.naturalOrder()));
        secrets.stream().filter(secret -> secret.length() >= SHORTEST).forEach(secret -> all.addAll(SecretForms.of(secret)));
        forms = List.copyOf(all);
        window = all.isEmpty() ? 0 : Math.min(Byte.MAX_VALUE, all.last().length());
        Arrays.fill(shifts, (byte) Math.max(0, window - 1));
        for (var form : forms) {
            for (int end = 1; end < window; end++) {
                int pair = pair(form, end);
                shifts[pair] = (byte) Math.min(shifts[pair], window - 1 - end);
            }
            endingIn.computeIfAbsent(pair(form, window - 1), _ -> new ArrayList<>()).add(form);
        }
    }

    public static SecretMask of(Collection<String> secrets) {
        return new SecretMask(secrets);
    }

    /// The same text where no secret is in it.
    public String mask(String text) {
        return forms.isEmpty() ? text : masked(text).text();
    }

    /// @param end of the last secret in the text as it was
    record Masked(String text, int end) {}

    Masked masked(String text) {
        StringBuilder masked = null;
        int done = 0;
        int at = forms.isEmpty() ? text.length() : window - 1;
        while (at < text.length()) {
            int pair = pair(text, at);
            int shift = shifts[pair];
            var found = shift > 0 ? null : found(text, at - window + 1, pair);
            if (found == null) {
                at += Math.max(1, shift);
                continue;
            }
            masked = masked == null ? new StringBuilder(text.length()) : masked;
            int start = at - window + 1;
            masked.append(text, done, start).append(MARK);
            done = start + found.length();
            at = done + window - 1;
        }
        return new Masked(masked == null ? text : masked.append(text, done, text.length()).toString(), done);
    }

    /// How many of the last characters may be the start of a secret that goes on.
    int openEnd(String text) {
        int longest = forms.isEmpty() ? 0 : forms.getFirst().length() - 1;
        for (int start = Math.max(0, text.length() - longest); start < text.length(); start++) {
            for (var form : forms) {
                if (form.regionMatches(0, text, start, text.length() - start)) {
                    return text.length() - start;
                }
            }
        }
        return 0;
    }

    /// The same tree where no secret is in it, neither in a text nor in a name.
    public JsonNode mask(JsonNode tree) {
        return isIn(tree) ? rebuilt(tree) : tree;
    }

    /// Likewise.
    public ObjectNode mask(ObjectNode object) {
        return isIn(object) ? rebuilt(object) : object;
    }

    private boolean isIn(JsonNode tree) {
        if (forms.isEmpty()) {
            return false;
        }
        if (tree.isString()) {
            return isIn(tree.stringValue());
        }
        for (var entry : tree.properties()) {
            if (isIn(entry.getKey())) {
                return true;
            }
        }
        for (var child : tree) {
            if (isIn(child)) {
                return true;
            }
        }
        return false;
    }

    private boolean isIn(String text) {
        return masked(text).end() > 0;
    }

    private JsonNode rebuilt(JsonNode tree) {
        return switch (tree) {
            case ObjectNode object -> rebuilt(object);
            case ArrayNode array -> {
                var masked = array.arrayNode();
                array.forEach(value -> masked.add(rebuilt(value)));
                yield masked;
            }
            default -> tree.isString() ? JsonNodeFactory.instance.stringNode(mask(tree.stringValue())) : tree;
        };
    }

    private ObjectNode rebuilt(ObjectNode object) {
        var masked = object.objectNode();
        object.forEachEntry((name, value) -> masked.set(mask(name), rebuilt(value)));
        return masked;
    }

    /// The longest form that starts here, or null.
    private @Nullable String found(String text, int start, int pair) {
        for (var form : endingIn.getOrDefault(pair, List.of())) {
            if (text.startsWith(form, start)) {
                return form;
            }
        }
        return null;
    }

    private static int pair(CharSequence text, int end) {
        return (text.charAt(end - 1) * 67 + text.charAt(end)) & (PAIRS - 1);
    }

    @Override
    public String toString() {
        return MARK;
    }
}
