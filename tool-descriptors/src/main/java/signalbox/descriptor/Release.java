package signalbox.descriptor;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// Which versions of a tool are served, and which one a principal sees.
///
/// @param pins versions by principal, such as `agent:month-end`
public record Release(ToolName tool, SortedMap<Version, Run> serve, Version byDefault, Map<String, Version> pins) {
    public Release {
        serve = Collections.unmodifiableSortedMap(new TreeMap<>(serve));
        pins = Map.copyOf(pins);
    }
}
