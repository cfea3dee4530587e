package signalbox.kit.prompt;

import java.util.List;
import signalbox.kit.content.Content;
import signalbox.kit.input.InputRequired;

/// What using a prompt results in.
public sealed interface PromptAnswer {
    record Messages(String description, List<PromptMessage> messages) implements PromptAnswer {
        public Messages {
            messages = List.copyOf(messages);
        }
    }

    /// An argument has a value that makes no sense for it.
    record Unfit(String text) implements PromptAnswer {}

    /// It needs answers from the client first.
    record Asking(InputRequired questions) implements PromptAnswer {}

    record PromptMessage(Role role, Content content) {}

    enum Role {
        USER,
        ASSISTANT
    }
}
