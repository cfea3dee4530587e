package signalbox.policy.permission;

import java.util.regex.Pattern;

/// Who acts: `agent:triage-bot`, `person:ada` or `host:main`.
public record PrincipalName(Kind kind, String name) implements Comparable<PrincipalName> {
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._@-]{0,99}");

    public enum Kind {
        AGENT("agent"),
        PERSON("person"),
        HOST("host");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }
    }

    public PrincipalName {
        if (!FORM.matcher(name).matches()) {
            throw new IllegalArgumentException("'" + name + "' is not a principal's name: letters, digits and . _ @ -");
        }
    }

    /// Reads `kind:name`.
    public static PrincipalName parse(String text) {
        for (var kind : Kind.values()) {
            if (text.startsWith(kind.word() + ":")) {
                return new PrincipalName(kind, text.substring(kind.word().length() + 1));
            }
        }
        throw new IllegalArgumentException("'" + text + "' names no principal: write agent:, person: or host: and a name");
    }

    /// As their texts.
    @Override
    public int compareTo(PrincipalName other) {
        int byKind = kind.word().compareTo(other.kind.word());
        return byKind == 0 ? name.compareTo(other.name) : byKind;
    }

    @Override
    public String toString() {
        return kind.word() + ":" + name;
    }
}
