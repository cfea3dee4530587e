package signalbox.host.ledger.writer;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The runs that this process works on.
public interface OpenRuns {
    boolean isEmpty();

    /// Those that it opened itself; null while the row of one is being written apart from the flushes.
    @Nullable List<String> own();
}
