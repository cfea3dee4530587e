package signalbox.release;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import signalbox.descriptor.ToolName;
import signalbox.descriptor.Version;

/// Which versions of a tool are served, and which one a principal sees.
///
/// @param pins versions by principal, such as `agent:month-end`
public record Release(ToolName tool, SortedMap<Version, RunTarget> serve, Version byDefault, Map<String, Version> pins) {
    public Release {
        serve = Collections.unmodifiableSortedMap(new TreeMap<>(serve));
        pins = Map.copyOf(pins);
    }

    /// The versions whose work our own servers do: all that they offer.
    public SortedSet<Version> servedHere() {
        return versions(RunTarget::isHere);
    }

    /// The versions whose work a third-party server does: the host alone offers them.
    public SortedSet<Version> servedUpstream() {
        return versions(run -> !run.isHere());
    }

    private SortedSet<Version> versions(Predicate<RunTarget> wanted) {
        var versions = new TreeSet<Version>();
        serve.forEach((version, run) -> {
            if (wanted.test(run)) {
                versions.add(version);
            }
        });
        return versions;
    }
}
