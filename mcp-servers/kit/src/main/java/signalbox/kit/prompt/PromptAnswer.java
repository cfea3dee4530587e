package signalbox.kit.prompt;

import java.util.List;
import signalbox.kit.content.Content;
import signalbox.kit.input.InputRequired;

/// What a prompt comes to.
public sealed interface PromptAnswer {
    record Messages(String description, List<Message> messages) implements PromptAnswer {
        public Messages {
            messages = List.copyOf(messages);
        }
    }

    /// An argument has a value that nothing can be made of.
    record Unfit(String text) implements PromptAnswer {}

    /// It cannot be made without answers.
    record Asking(InputRequired questions) implements PromptAnswer {}

    record Message(Role role, Content content) {}

    enum Role {
        USER,
        ASSISTANT
    }
}
