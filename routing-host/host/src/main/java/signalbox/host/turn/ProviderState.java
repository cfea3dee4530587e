package signalbox.host.turn;

import signalbox.policy.catalogue.ModelName;
import tools.jackson.databind.JsonNode;

/// What only the model that made a turn understands (a signature, encrypted reasoning); it goes back to that model alone.
///
/// @param content in the maker's wire format
public record ProviderState(ModelName maker, JsonNode content) {
}
