package signalbox.host.wire.embedding;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import signalbox.host.turn.Outcome;
import signalbox.host.turn.Specialty;
import signalbox.host.wire.Tokens;
import signalbox.host.wire.WireJson;
import signalbox.policy.catalogue.ModelEntry;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// `batchEmbedContents` of the Gemini API.
///
/// Each input is a request of its own within the batch: several parts of one content become one vector. Vectors come in the
/// order of the requests.
public final class GeminiEmbeddings implements EmbeddingCodec {
    @Override
    public String path(ModelEntry entry) {
        return "/models/" + URLEncoder.encode(entry.id(), StandardCharsets.UTF_8) + ":batchEmbedContents";
    }

    @Override
    public ObjectNode request(Specialty.Embeddings asked, ModelEntry entry) {
        ObjectNode request = WireJson.object();
        ArrayNode requests = request.putArray("requests");
        for (Specialty.EmbeddingInput input : asked.inputs()) {
            if (input instanceof Specialty.EmbeddingInput.Text(var text)) {
                ObjectNode one = requests.addObject();
                one.put("model", "models/" + entry.id());
                one.putObject("content").putArray("parts").addObject().put("text", text);
                if (asked.dimensions() != null) {
                    one.put("outputDimensionality", asked.dimensions());
                }
            }
        }
        return request;
    }

    /// The service names no model.
    @Override
    public String served(JsonNode answer) {
        return "";
    }

    @Override
    public Outcome read(Specialty.Embeddings asked, ObjectNode body) {
        var vectors = new VectorReader(asked);
        int index = 0;
        for (JsonNode each : body.path("embeddings")) {
            vectors.take(index++, each.path("values"));
        }
        return vectors.outcome(Tokens.usage(Tokens.at(body, "/usageMetadata/promptTokenCount"), 0, 0, 0), "");
    }
}
