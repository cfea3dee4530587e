package signalbox.policy.permission;

import java.util.Arrays;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import signalbox.descriptor.ToolId;
import signalbox.policy.grant.Glob;
import signalbox.policy.grant.NameKind;
import signalbox.policy.grant.ToolPattern;

/// What a credential was issued for; it can only take rights away from its principal.
///
/// A scope is `*`, or a pattern of what may be reached: `tool:retail.*`, `tool:retail.get_*@^1`, `model:openai/*`,
/// `resource:knowledge://*`, `prompt:retail.*`, `act-for`. A broader one implies every narrower one. One of any other form
/// reaches nothing.
public record Scopes(Set<String> values) {
    private static final Pattern SEPARATOR = Pattern.compile("[\\s,]+");

    /// What may be written where one is not a scope.
    public static final String EXAMPLES =
            "such as tool:retail.*, resource:knowledge://*, prompt:retail.*, model:signalbox/*, act-for, *";

    /// Everything the principal may do.
    public static final Scopes ALL = new Scopes(Set.of("*"));

    private static final String TOOL = "tool:";
    private static final String ACT_FOR = "act-for";

    /// A value that is more than one word is no scope; it is left out, since a list written as one text would make several of
    /// it.
    public Scopes {
        var words = new TreeSet<>(values);
        words.removeIf(value -> SEPARATOR.matcher(value).find());
        values = Collections.unmodifiableSortedSet(words);
    }

    /// Reads a list separated by spaces or commas.
    public static Scopes parse(String text) {
        var values = new TreeSet<String>();
        for (var part : SEPARATOR.split(text, -1)) {
            if (!part.isEmpty()) {
                values.add(part);
            }
        }
        return new Scopes(values);
    }

    /// Whether it is one of the forms above.
    public static boolean isValid(String scope) {
        return scope.equals("*") || scope.equals(ACT_FOR) || toolPattern(scope) != null
                || Arrays.stream(NameKind.values()).anyMatch(kind -> namePattern(kind, scope) != null);
    }

    public boolean reachTool(ToolId tool) {
        for (var scope : values) {
            if (scope.equals("*")) {
                return true;
            }
            var pattern = toolPattern(scope);
            if (pattern != null && pattern.matches(tool)) {
                return true;
            }
        }
        return false;
    }

    /// Whether they reach the model, resource or prompt of this name.
    public boolean reach(NameKind kind, String name) {
        for (var scope : values) {
            if (scope.equals("*")) {
                return true;
            }
            var pattern = namePattern(kind, scope);
            if (pattern != null && pattern.matches(name)) {
                return true;
            }
        }
        return false;
    }

    /// Whether they reach all that the others reach; not always seen where the others are written in another way.
    public boolean cover(Scopes others) {
        return others.values.stream().allMatch(this::covers);
    }

    private boolean covers(String other) {
        if (values.contains("*") || values.contains(other)) {
            return true;
        }
        var tool = toolPattern(other);
        for (var scope : values) {
            var own = toolPattern(scope);
            if (tool != null && own != null
                    && own.name().covers(tool.name()) && (own.versions().isEvery() || own.versions().equals(tool.versions()))) {
                return true;
            }
        }
        return Arrays.stream(NameKind.values()).anyMatch(kind -> {
            var name = namePattern(kind, other);
            return name != null && values.stream()
                    .map(scope -> namePattern(kind, scope))
                    .anyMatch(own -> own != null && own.covers(name));
        });
    }

    /// Whether the credential may be used to call in the name of another.
    public boolean reachActFor() {
        return values.contains("*") || values.contains(ACT_FOR);
    }

    /// Which tools a scope of theirs reaches; null where it is none.
    public static @Nullable ToolPattern toolPattern(String scope) {
        try {
            return scope.startsWith(TOOL) ? ToolPattern.parse(scope.substring(TOOL.length())) : null;
        } catch (IllegalArgumentException _) {
            return null;
        }
    }

    private static @Nullable Glob namePattern(NameKind kind, String scope) {
        var start = kind.word() + ":";
        if (!scope.startsWith(start)) {
            return null;
        }
        var pattern = scope.substring(start.length());
        return kind.isPattern(pattern) ? new Glob(pattern) : null;
    }

    @Override
    public String toString() {
        return String.join(" ", values);
    }
}
