package signalbox.host.turn;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// What a caller may ask of the answer; null means the provider's default.
///
/// @param outputTokens at most this many
/// @param format that the answer's text must have
/// @param parameters what some wires alone have a place for, as it was sent
public record SamplingOptions(
        @Nullable Long outputTokens,
        @Nullable Double temperature,
        @Nullable Double topP,
        List<String> stop,
        @Nullable AnswerFormat format,
        SortedMap<Parameter, JsonNode> parameters) {
    public static final SamplingOptions NONE =
            new SamplingOptions(null, null, null, List.of(), null, Collections.emptySortedMap());

    /// Rows that were written before there were parameters have none.
    public SamplingOptions {
        stop = List.copyOf(stop);
        parameters = parameters == null
                ? Collections.emptySortedMap()
                : Collections.unmodifiableSortedMap(new TreeMap<>(parameters));
    }

    /// The same with another limit.
    public SamplingOptions withOutputTokens(long tokens) {
        return new SamplingOptions(tokens, temperature, topP, stop, format, parameters);
    }

    /// As it was sent, or null.
    public @Nullable JsonNode parameter(Parameter name) {
        return parameters.get(name);
    }
}
