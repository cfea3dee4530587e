package signalbox.policy.grant;

import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import signalbox.descriptor.Effect;
import signalbox.descriptor.EffectClass;

/// `where`: what a call may do to the world, and what the tool is labelled; every part that is there must hold.
///
/// @param labels the tool carries at least one of these; empty where any tool will do
public record EffectFilter(
        @Nullable EffectClass effectClass,
        @Nullable Boolean destructive,
        @Nullable Boolean money,
        @Nullable Boolean openWorld,
        Set<String> labels) {
    public static final EffectFilter NONE = new EffectFilter(null, null, null, null, Set.of());

    public EffectFilter {
        labels = Set.copyOf(labels);
    }

    public boolean matches(Effect effect, Collection<String> carried) {
        return (effectClass == null || effectClass == effect.effectClass())
                && (destructive == null || destructive == effect.destructive())
                && (money == null || money == effect.money())
                && (openWorld == null || openWorld == effect.openWorld())
                && (labels.isEmpty() || labels.stream().anyMatch(carried::contains));
    }

    /// As a file has it: `{destructive: true}`; empty for any call.
    @Override
    public String toString() {
        var parts = new StringJoiner(", ", "{", "}").setEmptyValue("");
        if (effectClass != null) {
            parts.add("class: " + effectClass.name().toLowerCase(Locale.ROOT));
        }
        if (destructive != null) {
            parts.add("destructive: " + destructive);
        }
        if (money != null) {
            parts.add("money: " + money);
        }
        if (openWorld != null) {
            parts.add("open-world: " + openWorld);
        }
        if (!labels.isEmpty()) {
            parts.add("labels: " + new TreeSet<>(labels));
        }
        return parts.toString();
    }
}
