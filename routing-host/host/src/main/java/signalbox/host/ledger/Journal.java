package signalbox.host.ledger;

import java.util.List;

/// A run as it is written down.
///
/// @param entries in order, numbered from 1
public record Journal(RunHeader header, List<Entry> entries) {
    public Journal {
        entries = List.copyOf(entries);
    }
}
