package signalbox.policy.condition;

import dev.cel.runtime.CelEvaluationException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// What one evaluation may do, counted in steps and not in time.
///
/// CEL bounds how often loops go round, not what each round costs: a loop over a long list that looks each time at large
/// facts or searches a long text would run for minutes.
final class Work {
    /// Some tenths of a second.
    private static final long MOST_STEPS = 64_000_000;
    private static final int TO_CONVERT = 4;
    private static final ScopedValue<Work> CURRENT = ScopedValue.newInstance();

    private record Fact(Optional<Object> value, long size) {}

    private final Function<String, @Nullable Object> facts;
    private final Map<String, Fact> known = new HashMap<>();
    private long steps;

    Work(Function<String, @Nullable Object> facts) {
        this.facts = facts;
    }

    Object within(ScopedValue.CallableOp<Object, CelEvaluationException> evaluation) throws CelEvaluationException {
        return ScopedValue.where(CURRENT, this).call(evaluation);
    }

    /// Whether more was asked of the evaluation than it may do; what it gave then says nothing.
    boolean isSpent() {
        return steps > MOST_STEPS;
    }

    /// The fact of this name as CEL computes with it; CEL converts all of it every time, so it is paid for each time.
    Optional<Object> fact(String name) {
        var fact = known.get(name);
        if (fact == null) {
            var value = Optional.ofNullable(known(facts.apply(name)));
            fact = new Fact(value, value.map(Work::size).orElse(1L));
            known.put(name, fact);
        }
        steps += fact.size() * TO_CONVERT;
        return isSpent() ? Optional.empty() : fact.value();
    }

    /// Pays for a function of the running evaluation. Once there is too much it stays so: a loop that goes on in spite of
    /// it does no work any more.
    static void count(long many, long each) throws CelEvaluationException {
        var work = CURRENT.get();
        work.steps += many * each;
        if (work.isSpent()) {
            throw new CelEvaluationException("too much work");
        }
    }

    private static @Nullable Object known(@Nullable Object fact) {
        return switch (fact) {
            case null -> null;
            case Integer number -> number.longValue();
            case Float number -> number.doubleValue();
            case Set<?> set -> List.copyOf(set);
            case JsonNode node -> JsonFacts.of(node);
            default -> fact;
        };
    }

    private static long size(Object value) {
        long size = 1;
        if (value instanceof Map<?, ?> map) {
            for (var entry : map.values()) {
                size += size(entry);
            }
        } else if (value instanceof Iterable<?> list) {
            for (var entry : list) {
                size += size(entry);
            }
        }
        return size;
    }
}
