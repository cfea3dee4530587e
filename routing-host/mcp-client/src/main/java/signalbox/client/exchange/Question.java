package signalbox.client.exchange;

import java.net.URI;
import tools.jackson.databind.node.ObjectNode;

/// What a server wants to know before it goes on.
public sealed interface Question {
    String message();

    /// Some values, such as a choice.
    ///
    /// @param schema what the answer must fit; a flat object of plain values
    record Form(String message, ObjectNode schema) implements Question {}

    /// Something that a person does at an address of the server's choice, and that is not told here.
    record Visit(String message, URI url) implements Question {}
}
