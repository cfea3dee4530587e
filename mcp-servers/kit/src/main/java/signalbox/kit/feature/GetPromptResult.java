package signalbox.kit.feature;

import java.util.List;
import java.util.SortedSet;
import signalbox.kit.input.InputRequired;
import signalbox.kit.prompt.PromptAnswer;

/// The result of using a prompt.
public sealed interface GetPromptResult {
    record Made(PromptAnswer.Messages messages) implements GetPromptResult {}

    /// There is no such prompt, or none that this caller may know of: the two look alike.
    ///
    /// @param near names of prompts that the caller sees here, one of which it may have meant
    record NotFound(String name, List<String> near) implements GetPromptResult {}

    /// The caller's role allows it and its credential does not: these scopes would be enough.
    record OutOfScope(SortedSet<String> scopes) implements GetPromptResult {}

    /// The arguments are not what the prompt takes.
    record Unfit(String text) implements GetPromptResult {}

    record Asking(InputRequired questions) implements GetPromptResult {}

    /// It failed this time.
    record Failed(String text) implements GetPromptResult {}
}
