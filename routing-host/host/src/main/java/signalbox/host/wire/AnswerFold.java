package signalbox.host.wire;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Puts an answer together that comes in events. What it folds them into is the body that the same answer has when it comes
/// whole, so that both are read by the same code.
public interface AnswerFold {
    /// @return the text that the event adds to the answer; empty where it adds none
    String next(JsonNode event);

    /// Whether the event was seen after which nothing is missing. A stream that ends without it was broken off.
    boolean isComplete();

    /// As how much JSON what is not text counts so far, by [WireJson#values] and [WireJson#mostValues].
    long values();

    /// The body so far.
    ObjectNode body();
}
