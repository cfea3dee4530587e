package signalbox.host.ledger.writer;

import org.jspecify.annotations.Nullable;

/// The runs that this process works on.
public interface OpenRuns {
    boolean isEmpty();

    /// The one that this process opened longest ago; null where it opened none of them.
    @Nullable String oldest();
}
