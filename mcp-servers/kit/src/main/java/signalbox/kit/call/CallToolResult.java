package signalbox.kit.call;

import java.util.List;
import java.util.SortedSet;
import signalbox.descriptor.Descriptor;
import signalbox.kit.audit.RecordedDecision;
import signalbox.kit.input.InputRequired;
import signalbox.kit.tool.ToolOutcome;

/// What a call is answered with.
public sealed interface CallToolResult {
    /// There is no such tool, or none that this caller may know of: the two look alike.
    ///
    /// @param near names of tools that the caller sees here, one of which it may have meant
    record NotFound(String name, List<String> near) implements CallToolResult {}

    /// The caller's role allows it and its credential does not: these scopes would be enough.
    record OutOfScope(SortedSet<String> scopes) implements CallToolResult {}

    /// The host's assertion does not cover the call.
    record Uncovered(String text) implements CallToolResult {}

    /// The request's envelope speaks of another call than the request.
    record Mismatched(String text) implements CallToolResult {}

    /// The work needs answers first; nothing was done.
    record Asking(InputRequired questions) implements CallToolResult {}

    /// A result or an error for the assistant to read.
    ///
    /// @param repeated whether it is the stored result of an earlier call
    record Answered(Descriptor descriptor, ToolOutcome outcome, RecordedDecision decision, boolean repeated)
            implements CallToolResult {}
}
