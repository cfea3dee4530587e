package signalbox.host.model;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// What a caller may ask of the answer; null means the provider's default.
///
/// @param outputTokens at most this many
/// @param answerSchema the JSON Schema the answer's text must follow
public record Options(
        @Nullable Long outputTokens,
        @Nullable Double temperature,
        @Nullable Double topP,
        List<String> stop,
        @Nullable ObjectNode answerSchema) {
    public static final Options NONE = new Options(null, null, null, List.of(), null);

    public Options {
        stop = List.copyOf(stop);
    }
}
