package signalbox.descriptor.compatibility;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// One end of a range of numbers, as two keywords say it together.
///
/// @param limit the end, turned round (negated) for an upper bound; null where there is none
/// @param excluded whether the end itself is outside
record Bound(@Nullable BigDecimal limit, boolean excluded) {
    static Bound lower(JsonNode schema) {
        return of(schema.path("minimum"), schema.path("exclusiveMinimum"), false);
    }

    static Bound upper(JsonNode schema) {
        return of(schema.path("maximum"), schema.path("exclusiveMaximum"), true);
    }

    private static Bound of(JsonNode including, JsonNode excluding, boolean turned) {
        var open = bound(excluding, turned, true);
        var closed = bound(including, turned, false);
        return open.isWithin(closed) ? open : closed;
    }

    private static Bound bound(JsonNode node, boolean turned, boolean excluded) {
        if (!node.isNumber()) {
            return new Bound(null, false);
        }
        return new Bound(turned ? node.decimalValue().negate() : node.decimalValue(), excluded);
    }

    /// Whether everything on this side of the bound is also on that side of the other.
    boolean isWithin(Bound other) {
        if (other.limit == null) {
            return true;
        }
        if (limit == null) {
            return false;
        }
        int order = limit.compareTo(other.limit);
        return order > 0 || (order == 0 && (excluded || !other.excluded));
    }
}
