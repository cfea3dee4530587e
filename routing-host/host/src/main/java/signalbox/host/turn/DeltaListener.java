package signalbox.host.turn;

/// Hears the text of an answer while it is made, on the thread that asks for it: while this takes its time, no more of the
/// answer is read.
@FunctionalInterface
public interface DeltaListener {
    /// @param text the next piece; never empty, and no reasoning
    void text(String text);
}
