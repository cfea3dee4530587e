package signalbox.app.report;

import signalbox.policy.money.Cost;
import signalbox.policy.money.Usage;

/// What some runs came to.
///
/// @param requests to models
/// @param calls of host tools
/// @param spent what providers reported, exact
/// @param atWorst the most that those requests can have cost which are out or of unknown outcome; not in `spent`
public record Figures(Tally runs, Tally requests, Tally calls, Usage tokens, Cost spent, Cost atWorst) {
    static final Figures NONE = new Figures(Tally.NONE, Tally.NONE, Tally.NONE, Usage.NONE, Cost.ZERO, Cost.ZERO);

    /// @param failed how many of them failed: a run that ended as `failed`; a request that brought no answer and was not
    ///     cancelled; a call that was denied, not made or lost, or whose result is an error
    public record Tally(long count, long failed) {
        static final Tally NONE = new Tally(0, 0);

        static Tally one(boolean failed) {
            return new Tally(1, failed ? 1 : 0);
        }

        Tally plus(Tally other) {
            return new Tally(count + other.count, failed + other.failed);
        }
    }

    static Figures ofRun(boolean failed) {
        return new Figures(Tally.one(failed), Tally.NONE, Tally.NONE, Usage.NONE, Cost.ZERO, Cost.ZERO);
    }

    static Figures ofCall(boolean failed) {
        return new Figures(Tally.NONE, Tally.NONE, Tally.one(failed), Usage.NONE, Cost.ZERO, Cost.ZERO);
    }

    static Figures ofRequest(boolean failed, Usage tokens, Cost spent, Cost atWorst) {
        return new Figures(Tally.NONE, Tally.one(failed), Tally.NONE, tokens, spent, atWorst);
    }

    Figures plus(Figures other) {
        return new Figures(
                runs.plus(other.runs), requests.plus(other.requests), calls.plus(other.calls), tokens.plus(other.tokens),
                spent.plus(other.spent), atWorst.plus(other.atWorst));
    }
}
