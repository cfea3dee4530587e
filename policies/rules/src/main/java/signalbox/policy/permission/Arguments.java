package signalbox.policy.permission;

import tools.jackson.databind.node.ObjectNode;

/// The arguments a decision is about: those of a call, or not known yet because a list is being made.
public sealed interface Arguments {
    /// The arguments of one call.
    record Given(ObjectNode value) implements Arguments {}

    /// A list: what some arguments could pass is allowed.
    record Any() implements Arguments {}
}
