package signalbox.kit.ask;

import tools.jackson.databind.node.ObjectNode;

/// Something that only the client's side can know: a person, its model, its file system.
public sealed interface Question {
    Capability needs();

    /// A person fills in a form.
    ///
    /// @param schema a flat object schema, as MCP's `requestedSchema` allows
    record Form(String message, ObjectNode schema) implements Question {
        @Override
        public Capability needs() {
            return Capability.ELICITATION;
        }
    }

    /// The client's model continues a conversation.
    ///
    /// @param params as MCP's `sampling/createMessage` takes them
    record Sampling(ObjectNode params) implements Question {
        @Override
        public Capability needs() {
            return Capability.SAMPLING;
        }
    }

    /// The folders that the client works in.
    record Roots() implements Question {
        @Override
        public Capability needs() {
            return Capability.ROOTS;
        }
    }
}
