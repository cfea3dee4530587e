package signalbox.host.ledger;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// One route decision that was acted on. It tells its run: `dec_`, what follows `run_` in the run's id, and the number of
/// the decision in it.
public record DecisionId(String value) {
    private static final String START = "dec_";
    private static final int OF_THE_RUN = 22;
    private static final Pattern FORM = Pattern.compile(START + "[0-9A-Za-z]{" + OF_THE_RUN + "}[0-9a-z]{1,6}");

    /// @param number of decisions in the run before
    public static DecisionId of(RunId run, int number) {
        return new DecisionId(START + run.value().substring(RunId.START.length()) + Integer.toString(number, Character.MAX_RADIX));
    }

    /// The run of a decision with this id, if there is one; null where it is no id of a route decision.
    static @Nullable RunId run(String decision) {
        return FORM.matcher(decision).matches()
                ? new RunId(RunId.START + decision.substring(START.length(), START.length() + OF_THE_RUN))
                : null;
    }

    @Override
    public String toString() {
        return value;
    }
}
