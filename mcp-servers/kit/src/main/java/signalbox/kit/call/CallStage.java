package signalbox.kit.call;

/// One of the stages that a call passes.
@FunctionalInterface
interface CallStage {
    /// Adds to the call what it finds out and passes it on, or ends it.
    CallToolResult pass(Invocation call, Onward onward);

    /// The stages after one.
    interface Onward {
        /// Passes the call on to the next stage.
        CallToolResult next(Invocation call);

        /// Passes a call that has ended on to the last stage.
        CallToolResult end(Invocation ended);
    }
}
