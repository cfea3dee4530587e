package signalbox.policy;

import java.util.List;
import signalbox.source.Problem;

/// What came of looking at the files again.
public sealed interface Reload {
    /// The files are those that were looked at before.
    record Unchanged() implements Reload {}

    /// The files changed while they were read; they are looked at again later.
    record Unsettled() implements Reload {}

    record Applied(Rulebook before, Rulebook now, List<Problem> warnings) implements Reload {
        public Applied {
            warnings = List.copyOf(warnings);
        }
    }

    /// The last good set stays in force.
    record Refused(Rulebook kept, List<Problem> problems) implements Reload {
        public Refused {
            problems = List.copyOf(problems);
        }
    }
}
