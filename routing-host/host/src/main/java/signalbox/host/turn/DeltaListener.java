package signalbox.host.turn;

/// Hears the text of an answer while it is made, on the thread that asks for it: while this takes its time, no more of the
/// answer is read.
@FunctionalInterface
public interface DeltaListener {
    /// @param text the next piece; never empty, and no reasoning
    void text(String text);

    /// Tells the text of an answer that came whole.
    default Outcome told(Outcome outcome) {
        if (outcome instanceof Outcome.Answered answered && !answered.turn().text().isEmpty()) {
            text(answered.turn().text());
        }
        return outcome;
    }
}
