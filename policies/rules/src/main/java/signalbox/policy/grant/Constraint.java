package signalbox.policy.grant;

import com.google.re2j.Pattern;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// What the value of one argument must satisfy; every part that is there must hold.
///
/// @param values the value is one of these (`const`, `enum`), or null where any will do
/// @param members the value, or each element of a list, is one of these (`in`), or null
/// @param pattern found anywhere in the text (RE2, linear time), or null
public record Constraint(
        @Nullable List<JsonNode> values,
        @Nullable List<JsonNode> members,
        @Nullable Pattern pattern,
        @Nullable BigDecimal minimum,
        @Nullable BigDecimal maximum) {
    public static final Constraint NONE = new Constraint(null, null, null, null, null);

    private static final Comparator<JsonNode> SAME_JSON = (left, right) -> {
        if (left.isNumber() && right.isNumber()) {
            return left.decimalValue().compareTo(right.decimalValue());
        }
        return left.equals(right) ? 0 : 1;
    };

    public Constraint {
        values = values == null ? null : List.copyOf(values);
        members = members == null ? null : List.copyOf(members);
    }

    public Match test(JsonNode value) {
        return oneOf(values, value).and(ofMembers(value)).and(found(value)).and(inRange(value));
    }

    /// Whether a `never` meets the value: the value or anything in a list satisfies it, whatever is beside it.
    Match meets(JsonNode value) {
        var whole = test(value);
        if (whole != Match.NO || !value.isArray()) {
            return whole;
        }
        for (var element : value) {
            var met = meets(element);
            if (met != Match.NO) {
                return met;
            }
        }
        return Match.NO;
    }

    /// Numbers are the same where their values are: 4 and 4.0.
    static boolean same(JsonNode left, JsonNode right) {
        return left.equals(SAME_JSON, right);
    }

    private static Match oneOf(@Nullable List<JsonNode> allowed, JsonNode value) {
        if (allowed == null) {
            return Match.YES;
        }
        for (var one : allowed) {
            if (same(one, value)) {
                return Match.YES;
            }
        }
        return Match.NO;
    }

    private Match ofMembers(JsonNode value) {
        if (members == null || !value.isArray()) {
            return oneOf(members, value);
        }
        for (var element : value) {
            if (oneOf(members, element) != Match.YES) {
                return Match.NO;
            }
        }
        return Match.YES;
    }

    private Match found(JsonNode value) {
        if (pattern == null) {
            return Match.YES;
        }
        if (!value.isString()) {
            return Match.CANNOT;
        }
        return pattern.matcher(value.stringValue()).find() ? Match.YES : Match.NO;
    }

    private Match inRange(JsonNode value) {
        if (minimum == null && maximum == null) {
            return Match.YES;
        }
        if (!value.isNumber()) {
            return Match.CANNOT;
        }
        var number = value.decimalValue();
        boolean low = minimum != null && number.compareTo(minimum) < 0;
        boolean high = maximum != null && number.compareTo(maximum) > 0;
        return low || high ? Match.NO : Match.YES;
    }

    /// As a file has it: `{pattern: '^gift_card_'}`.
    @Override
    public String toString() {
        var parts = new StringJoiner(", ", "{", "}");
        if (values != null) {
            parts.add(values.size() == 1 ? "const: " + values.getFirst() : "enum: " + values);
        }
        if (members != null) {
            parts.add("in: " + members);
        }
        if (pattern != null) {
            parts.add("pattern: '" + pattern.pattern().replace("'", "''") + "'");
        }
        if (minimum != null) {
            parts.add("minimum: " + minimum.toPlainString());
        }
        if (maximum != null) {
            parts.add("maximum: " + maximum.toPlainString());
        }
        return parts.toString();
    }
}
