package signalbox.host.wire;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import signalbox.host.turn.CallId;
import signalbox.host.turn.Outcome;
import signalbox.host.turn.Prompt;
import signalbox.policy.catalogue.ModelEntry;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// One message format towards providers: pure functions over JSON trees.
public interface Codec {
    /// What is appended to the provider's base address, with its leading slash.
    String path(ModelEntry entry);

    Map<String, String> headers(ModelEntry entry, ProviderKeys.@Nullable Secret key);

    ObjectNode request(Prompt prompt, ModelEntry entry);

    /// Where a request goes whose answer comes in events.
    default String streamPath(ModelEntry entry) {
        return path(entry);
    }

    /// The same request for an answer in events; changes the one that is given.
    ObjectNode streamed(ObjectNode request, ModelEntry entry);

    /// For the events of one answer.
    AnswerFold fold();

    /// The model that an answer says it is of, or an event of one; empty where it says nothing.
    default String served(JsonNode answer) {
        String ofMessage = answer.path("message").path("model").asString("");
        String ofResponse = answer.path("response").path("model").asString(ofMessage);
        return answer.path("model").asString(ofResponse);
    }

    /// What other models than the one that answered did for this answer, and is billed.
    default List<Outcome.Share> besides(JsonNode answer) {
        return List.of();
    }

    /// Reads the answer to the request that was rendered from this prompt.
    ///
    /// @param ids gives each call of the answer its id; the provider's own ids are not kept
    Outcome response(Prompt prompt, ModelEntry entry, ProviderReply reply, Supplier<CallId> ids);
}
