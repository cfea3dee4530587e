package signalbox.kit.desk;

import signalbox.descriptor.Descriptor;
import signalbox.kit.ToolOutcome;
import signalbox.kit.work.Ruling;

/// What a call is answered with.
public sealed interface CallAnswer {
    /// There is no such tool, or none that this caller may know of: the two look alike.
    record NotFound(String name) implements CallAnswer {}

    /// The host's statement does not cover the call.
    record Uncovered(String text) implements CallAnswer {}

    /// A result or an error for the assistant to read.
    ///
    /// @param repeated whether it is the stored result of an earlier call
    record Answered(Descriptor descriptor, ToolOutcome outcome, Ruling ruling, boolean repeated)
            implements CallAnswer {}
}
