package signalbox.http.client;

import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Reads what servers send: one JSON value, no key twice, bounded in depth and in number of values.
public final class BoundedJson {
    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(100)
                            .maxNumberLength(100)
                            .maxNameLength(1_000)
                            .maxStringLength(16 << 20)
                            .maxTokenCount(1_000_000)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private BoundedJson() {}

    /// @throws HttpFailure where it is no JSON object within the bounds
    public static ObjectNode object(String text) throws HttpFailure {
        JsonNode tree;
        try {
            tree = MAPPER.readTree(text);
        } catch (JacksonException e) {
            throw new HttpFailure("the answer is no JSON within the bounds", e);
        }
        if (tree instanceof ObjectNode object) {
            return object;
        }
        throw new HttpFailure("the answer is no JSON object", null);
    }
}
