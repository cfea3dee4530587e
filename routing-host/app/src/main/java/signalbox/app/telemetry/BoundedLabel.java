package signalbox.app.telemetry;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// A label that takes only so many different values: the first ones keep their names, all further ones share `_OTHER`.
/// Each value is a time series that is kept in memory, and some of the names come from outside.
final class BoundedLabel {
    static final String OTHER = "_OTHER";

    private final int most;
    private final Set<String> known = ConcurrentHashMap.newKeySet();

    BoundedLabel(int most) {
        this.most = most;
    }

    String of(String value) {
        return known.contains(value) || admits(value) ? value : OTHER;
    }

    private synchronized boolean admits(String value) {
        return known.contains(value) || (known.size() < most && known.add(value));
    }
}
