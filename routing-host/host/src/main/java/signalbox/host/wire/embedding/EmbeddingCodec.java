package signalbox.host.wire.embedding;

import signalbox.host.turn.Outcome;
import signalbox.host.turn.Specialty;
import signalbox.host.wire.FailureReader;
import signalbox.host.wire.ProviderReply;
import signalbox.policy.catalogue.ModelEntry;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// One format of requests for embeddings towards providers: pure functions over JSON trees.
public interface EmbeddingCodec {
    /// What is appended to the provider's base address, with its leading slash.
    String path(ModelEntry entry);

    ObjectNode request(Specialty.Embeddings asked, ModelEntry entry);

    /// The model that an answer says it is of; empty where it says nothing.
    String served(JsonNode answer);

    /// Reads a body that came with status 200.
    Outcome read(Specialty.Embeddings asked, ObjectNode body);

    /// Reads the answer to the request that was rendered from this.
    default Outcome response(Specialty.Embeddings asked, ProviderReply reply) {
        Outcome failure = FailureReader.of(reply);
        if (failure != null || !(reply.body() instanceof ObjectNode body)) {
            return failure == null ? new Outcome.Nonsense("no answer", null) : failure;
        }
        return read(asked, body);
    }
}
