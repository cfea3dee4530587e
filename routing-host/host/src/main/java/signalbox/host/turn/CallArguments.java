package signalbox.host.turn;

import tools.jackson.databind.node.ObjectNode;

/// The arguments a model wrote for a call.
public sealed interface CallArguments {
    record Parsed(ObjectNode value) implements CallArguments {}

    /// Text that is not one JSON object; such a call is answered with an error, never made.
    record Malformed(String text, String problem) implements CallArguments {}
}
