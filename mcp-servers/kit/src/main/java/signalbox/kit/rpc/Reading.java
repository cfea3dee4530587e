package signalbox.kit.rpc;

import tools.jackson.databind.node.ObjectNode;

/// The result of reading a message body.
public sealed interface Reading {
    record Read(Message message) implements Reading {}

    /// The client's answer to a request of ours; its `id` is a string or a whole number.
    record Answer(ObjectNode response) implements Reading {}

    record Unreadable(Refusal refusal) implements Reading {}
}
