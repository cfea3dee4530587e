package signalbox.host.tool;

import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import signalbox.host.ledger.Entry.Ruling;
import signalbox.host.turn.Part;
import tools.jackson.databind.JsonNode;

/// What became of one call of a host tool.
public sealed interface CallOutcome {
    /// The tool did its work, or said why it could not.
    ///
    /// @param labels those of the tool version and of this result
    record Done(
            List<Part> parts, @Nullable JsonNode structured, boolean error, SortedSet<String> labels, Ruling ruling)
            implements CallOutcome {
        public Done {
            parts = List.copyOf(parts);
            labels = Collections.unmodifiableSortedSet(new TreeSet<>(labels));
        }
    }

    /// The server refused the call.
    ///
    /// @param text for the model
    record Denied(String text, Ruling ruling) implements CallOutcome {}

    /// No answer came: from a server of ours after one more try with the same call id, from one of others, which remembers
    /// no call, after the only one.
    record Lost(String reason, Ruling ruling) implements CallOutcome {
        Lost(String reason) {
            this(reason, Ruling.NONE);
        }
    }
}
