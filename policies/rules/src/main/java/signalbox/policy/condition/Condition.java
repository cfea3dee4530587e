package signalbox.policy.condition;

import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A CEL expression of a policy file that was type-checked when the file was loaded.
///
/// Safe for use by many threads; its work is bounded by [Conditions].
public final class Condition {
    private static final Verdict HOLDS = new Verdict.Holds();
    private static final Verdict FAILS = new Verdict.Fails();
    private static final Verdict TOO_MUCH = new Verdict.Errs("the condition takes more steps than it may");
    private static final Pattern PREFIX = Pattern.compile("^evaluation error at [^ ]*: ");
    private static final int LONGEST_REASON = 200;

    private final String text;
    private final CelRuntime.Program program;
    private final Set<String> names;

    Condition(String text, CelRuntime.Program program, Set<String> names) {
        this.text = text;
        this.program = program;
        this.names = Set.copyOf(names);
    }

    /// The expression as it is written.
    public String text() {
        return text;
    }

    /// The facts the expression reads, one step into them where it selects a key: `args.amount`, `caller`.
    public Set<String> names() {
        return names;
    }

    public Verdict holds(Map<String, ?> facts) {
        return holds(facts::get);
    }

    /// Decides over facts by name; a fact that is asked for and is null makes the verdict [Verdict.Errs].
    ///
    /// Facts are strings, booleans, numbers, lists, sets, maps with string keys, or JSON nodes.
    public Verdict holds(Function<String, @Nullable Object> facts) {
        var work = new Work(facts);
        try {
            var result = work.within(() -> program.eval(work::fact));
            if (work.isSpent()) {
                return TOO_MUCH;
            }
            if (result instanceof Boolean answer) {
                return answer ? HOLDS : FAILS;
            }
            return new Verdict.Errs("the condition gives " + kind(result) + ", not true or false");
        } catch (CelEvaluationException failure) {
            return work.isSpent() ? TOO_MUCH : new Verdict.Errs(reason(failure));
        } catch (RuntimeException | StackOverflowError failure) {
            return new Verdict.Errs("the condition failed: " + failure.getClass().getSimpleName());
        }
    }

    private static String kind(@Nullable Object result) {
        return switch (result) {
            case null -> "nothing";
            case Number _ -> "a number";
            case CharSequence _ -> "a text";
            default -> "no truth value";
        };
    }

    private static String reason(CelEvaluationException failure) {
        var message = failure.getMessage() == null ? "" : failure.getMessage();
        var plain = PREFIX.matcher(message).replaceFirst("");
        int candidates = plain.indexOf(" Overload candidates");
        var first = candidates < 0 ? plain : plain.substring(0, candidates);
        return first.length() <= LONGEST_REASON ? first : first.substring(0, LONGEST_REASON) + "...";
    }

    @Override
    public String toString() {
        return text;
    }
}
