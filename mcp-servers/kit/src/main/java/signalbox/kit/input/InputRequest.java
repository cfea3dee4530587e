package signalbox.kit.input;

import tools.jackson.databind.node.ObjectNode;

/// A question that only the client's side can answer: a person, its model, its file system.
public sealed interface InputRequest {
    ClientCapability needs();

    /// A person fills in a form.
    ///
    /// @param schema a flat object schema, as MCP's `requestedSchema` allows
    record Form(String message, ObjectNode schema) implements InputRequest {
        @Override
        public ClientCapability needs() {
            return ClientCapability.ELICITATION;
        }
    }

    /// The client's model continues a conversation.
    ///
    /// @param params as MCP's `sampling/createMessage` takes them
    record Sampling(ObjectNode params) implements InputRequest {
        @Override
        public ClientCapability needs() {
            return ClientCapability.SAMPLING;
        }
    }

    /// The folders that the client works in.
    record Roots() implements InputRequest {
        @Override
        public ClientCapability needs() {
            return ClientCapability.ROOTS;
        }
    }
}
