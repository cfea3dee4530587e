package signalbox.policy.grant;

/// A name in which `*` stands for any characters, also none. Matching takes no more than length times length steps.
public record Glob(String text) {
    public boolean matches(String name) {
        int at = 0;
        int from = 0;
        int star = -1;
        int resume = 0;
        while (from < name.length()) {
            if (at < text.length() && text.charAt(at) == '*') {
                star = at++;
                resume = from;
            } else if (at < text.length() && text.charAt(at) == name.charAt(from)) {
                at++;
                from++;
            } else if (star >= 0) {
                at = star + 1;
                from = ++resume;
            } else {
                return false;
            }
        }
        while (at < text.length() && text.charAt(at) == '*') {
            at++;
        }
        return at == text.length();
    }

    /// Whether it matches every name that the other matches: a `*` of the other can stand only where this has one too.
    public boolean covers(Glob other) {
        return matches(other.text);
    }

    @Override
    public String toString() {
        return text;
    }
}
