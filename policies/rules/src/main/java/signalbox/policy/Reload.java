package signalbox.policy;

import java.util.List;
import signalbox.source.Problem;

/// What came of looking at the files again.
public sealed interface Reload {
    /// The files are those that were looked at before.
    record Unchanged() implements Reload {}

    record Applied(Rulebook before, Rulebook now, List<Problem> warnings) implements Reload {
        public Applied {
            warnings = List.copyOf(warnings);
        }
    }

    /// What is sound is in force; what has an error among the problems stays as it was.
    record AppliedInPart(Rulebook before, Rulebook now, List<Problem> problems) implements Reload {
        public AppliedInPart {
            problems = List.copyOf(problems);
        }
    }

    /// Everything stays as it was.
    record Refused(Rulebook kept, List<Problem> problems) implements Reload {
        public Refused {
            problems = List.copyOf(problems);
        }
    }
}
