package signalbox.host.wire.embedding;

import signalbox.host.turn.Outcome;
import signalbox.host.turn.Specialty;
import signalbox.host.wire.Tokens;
import signalbox.host.wire.WireJson;
import signalbox.policy.catalogue.ModelEntry;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// `POST /embeddings` of OpenAI and of the servers that are compatible with it.
///
/// Vectors are asked for in base64, as OpenAI's own SDKs ask: it is exact, and a third as long. A server that answers in
/// numbers all the same is read too.
public final class OpenAiEmbeddings implements EmbeddingCodec {
    @Override
    public String path(ModelEntry entry) {
        return "/embeddings";
    }

    @Override
    public ObjectNode request(Specialty.Embeddings asked, ModelEntry entry) {
        ObjectNode request = WireJson.object();
        request.put("model", entry.id());
        ArrayNode inputs = request.putArray("input");
        for (Specialty.EmbeddingInput input : asked.inputs()) {
            switch (input) {
                case Specialty.EmbeddingInput.Text(var text) -> inputs.add(text);
                case Specialty.EmbeddingInput.Tokens(var tokens) -> tokens.forEach(inputs.addArray()::add);
            }
        }
        request.put("encoding_format", "base64");
        if (asked.dimensions() != null) {
            request.put(entry.provider().profile().equals("mistral") ? "output_dimension" : "dimensions", asked.dimensions());
        }
        if (asked.user() != null) {
            request.put("user", asked.user());
        }
        return request;
    }

    @Override
    public String served(JsonNode answer) {
        return answer.path("model").asString("");
    }

    @Override
    public Outcome read(Specialty.Embeddings asked, ObjectNode body) {
        var vectors = new VectorReader(asked);
        for (JsonNode each : body.path("data")) {
            vectors.take(each.path("index").asInt(-1), each.path("embedding"));
        }
        return vectors.outcome(Tokens.usage(Tokens.at(body, "/usage/prompt_tokens"), 0, 0, 0), served(body));
    }
}
