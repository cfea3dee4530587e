package signalbox.policy.grant;

import java.util.Collections;
import java.util.SortedMap;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import signalbox.policy.condition.Condition;
import signalbox.source.Place;
import tools.jackson.databind.JsonNode;

/// An entry about tools, under `may` or `never` of a role.
///
/// @param rule its path, such as `support-agent.may[0]`
/// @param args what named arguments must satisfy; each must be present
public record Grant(
        String rule,
        Place place,
        ToolPattern tool,
        EffectFilter where,
        SortedMap<ArgumentPath, Constraint> args,
        @Nullable Condition when,
        @Nullable Ask ask) {
    private static final int LONGEST = 200;

    /// A person must approve, at least where `when` holds.
    ///
    /// @param when null where every call needs the approval
    public record Ask(@Nullable Condition when, String by, String within) {}

    public Grant {
        args = Collections.unmodifiableSortedMap(new TreeMap<>(args));
    }

    /// Whether these arguments satisfy all constraints together.
    public Match fits(JsonNode arguments) {
        return all(arguments, Constraint::test);
    }

    /// Whether these arguments meet all constraints of a `never`; of a list, one element is enough.
    public Match meets(JsonNode arguments) {
        return all(arguments, Constraint::meets);
    }

    private Match all(JsonNode arguments, BiFunction<Constraint, JsonNode, Match> test) {
        var fit = Match.YES;
        for (var entry : args.entrySet()) {
            var value = entry.getKey().in(arguments);
            fit = fit.and(value == null ? Match.NO : test.apply(entry.getValue(), value));
            if (fit == Match.NO) {
                return fit;
            }
        }
        return fit;
    }

    /// Whether it matches whatever the arguments are.
    public boolean isUnconditional() {
        return args.isEmpty() && when == null;
    }

    /// What it asks of a call besides its tool and its condition, such as ` where {money: true}, 'amount' fits {minimum: 5}`;
    /// empty where nothing.
    public String shape() {
        var shape = new StringJoiner(",", " ", "").setEmptyValue("");
        if (!where.equals(EffectFilter.NONE)) {
            shape.add("where " + where);
        }
        args.forEach((path, constraint) -> shape.add((shape.length() == 0 ? "where '" : " '") + path + "' fits " + constraint));
        return bounded(shape.toString());
    }

    /// Short enough for a line that people read.
    public static String bounded(String written) {
        return written.length() <= LONGEST ? written : written.substring(0, LONGEST) + "...";
    }
}
