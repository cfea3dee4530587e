package signalbox.kit.audit;

import signalbox.ids.RandomId;

/// The name of one decision, by which an administrator finds its audit row: `dec_` and 22 letters and digits, the first
/// eight of them the time, so that rows of one time are near each other in the index.
public record DecisionId(String value) {
    public static DecisionId fresh() {
        return new DecisionId(RandomId.inOrder("dec_"));
    }

    @Override
    public String toString() {
        return value;
    }
}
