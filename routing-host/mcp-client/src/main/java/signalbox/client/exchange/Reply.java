package signalbox.client.exchange;

import tools.jackson.databind.node.ObjectNode;

/// The answer to a [Question].
public sealed interface Reply {
    /// @param content empty for a [Question.Visit]
    record Accept(ObjectNode content) implements Reply {}

    /// The person, or the rule, says no.
    record Decline() implements Reply {}

    /// Nobody made a choice.
    record Cancel() implements Reply {}
}
