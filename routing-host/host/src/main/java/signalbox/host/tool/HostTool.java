package signalbox.host.tool;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;
import signalbox.descriptor.Effect;
import signalbox.descriptor.ToolId;
import signalbox.host.turn.ToolOffer;

/// A tool version as a run holds it from its start to its end.
///
/// @param offer named `retail__get_order_details`, with the schema as it is shown to this caller
/// @param digest of the descriptor, `sha256:...`
/// @param origin where it is called
public record HostTool(
        ToolId id, ToolOffer offer, Effect effect, SortedSet<String> labels, String digest, ToolOrigin origin) {
    public HostTool {
        labels = Collections.unmodifiableSortedSet(new TreeSet<>(labels));
    }
}
