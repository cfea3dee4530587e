package signalbox.policy.permission;

import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import signalbox.json.CanonicalJson;
import signalbox.policy.condition.Condition;
import signalbox.policy.condition.Verdict;
import tools.jackson.databind.JsonNode;

/// The facts of one call as conditions may use them: one that reads the arguments is not evaluated where they are larger
/// than 64 KiB, so that nobody buys much work with one large call.
final class BoundedFacts {
    private static final int MOST_BYTES = 64 << 10;
    private static final Verdict TOO_LARGE =
            new Verdict.Errs("the arguments are larger than " + MOST_BYTES + " bytes of canonical JSON");

    private final Function<String, @Nullable Object> facts;
    private final JsonNode arguments;
    private @Nullable Boolean fitting;

    BoundedFacts(Function<String, @Nullable Object> facts, JsonNode arguments) {
        this.facts = facts;
        this.arguments = arguments;
    }

    Verdict ask(Condition condition) {
        return readsArguments(condition.names()) && !areFitting() ? TOO_LARGE : condition.holds(facts);
    }

    private static boolean readsArguments(Set<String> names) {
        return names.stream().anyMatch(name -> name.equals("args") || name.startsWith("args."));
    }

    /// Measured once, and only where a condition asks.
    private boolean areFitting() {
        if (fitting == null) {
            fitting = CanonicalJson.isWithin(MOST_BYTES, arguments);
        }
        return fitting;
    }
}
