package signalbox.host.ledger.writer;

import java.util.List;
import org.jspecify.annotations.Nullable;
import signalbox.host.ledger.seal.SealedBytes;

/// What is added to a run's rows at once.
///
/// @param opening the run's own row; null where it is there, or on its way, already
/// @param number of the first entry
/// @param entries each as JSON
/// @param sealed what is confidential of them
/// @param decisions ids of tool decisions that happened in them
public record Addition(
        String run,
        @Nullable RunRow opening,
        long number,
        List<String> entries,
        List<Sealed> sealed,
        List<String> decisions,
        Fate fate) {
    /// @param takenUp whether another host opened the run, or this one took it up again
    /// @param followed whether another host listens
    /// @param onDisk whether it must survive a loss of power, and not only the end of this process
    public record Fate(Then then, boolean takenUp, boolean followed, boolean onDisk) {}

    /// What becomes of the run with it.
    public enum Then {
        GOES_ON,
        ENDS,
        /// It waits for its caller, and belongs to no host.
        WAITS
    }

    /// @param number of the entry
    /// @param bytes sealed
    public record Sealed(long number, SealedBytes bytes) {}
}
