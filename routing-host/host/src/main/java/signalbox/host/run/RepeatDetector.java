package signalbox.host.run;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// Notices a run that goes round in a circle: the same calls with the same results, and nothing new in between.
final class RepeatDetector {
    private final Set<String> known = new HashSet<>();
    private final Map<String, Integer> counts = new HashMap<>();

    /// How often this call came to this result since anything new happened, this time included.
    int seen(String callAndResult) {
        if (known.add(callAndResult)) {
            counts.clear();
        }
        return counts.merge(callAndResult, 1, Integer::sum);
    }
}
