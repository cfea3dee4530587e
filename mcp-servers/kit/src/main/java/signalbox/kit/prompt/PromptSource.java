package signalbox.kit.prompt;

import java.util.List;
import java.util.Map;

/// The prompts of one server. It is asked only after the caller's rights are checked.
public interface PromptSource {
    PromptSource NONE = new PromptSource() {
        @Override
        public List<Prompt> list() {
            return List.of();
        }

        @Override
        public PromptAnswer get(PromptRequest request) {
            throw new IllegalStateException("there is no prompt '" + request.name() + "'");
        }

        @Override
        public List<String> complete(String prompt, String argument, String start, Map<String, String> others) {
            return List.of();
        }
    };

    List<Prompt> list();

    PromptAnswer get(PromptRequest request);

    /// Values of an argument that begin like this, the likeliest first.
    ///
    /// @param others the arguments that have a value already
    List<String> complete(String prompt, String argument, String start, Map<String, String> others);
}
