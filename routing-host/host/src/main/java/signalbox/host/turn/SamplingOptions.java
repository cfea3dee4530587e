package signalbox.host.turn;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// What a caller may ask of the answer; null means the provider's default.
///
/// @param outputTokens at most this many
/// @param answerSchema the JSON Schema the answer's text must follow
public record SamplingOptions(
        @Nullable Long outputTokens,
        @Nullable Double temperature,
        @Nullable Double topP,
        List<String> stop,
        @Nullable ObjectNode answerSchema) {
    public static final SamplingOptions NONE = new SamplingOptions(null, null, null, List.of(), null);

    public SamplingOptions {
        stop = List.copyOf(stop);
    }
}
