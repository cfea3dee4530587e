package signalbox.host.telemetry;

import java.time.Duration;
import signalbox.policy.catalogue.ModelEntry;
import signalbox.policy.money.Cost;
import signalbox.policy.money.Usage;

/// A request to a model that has ended.
///
/// @param outcome the ledger's word: `ok`, `refused`, `unavailable`, `slow`, `rejected`, `nonsense` or `cancelled`
/// @param usage [Usage#NONE] where the provider reported none and none could be estimated
/// @param operation `chat` or `embeddings`, as `gen_ai.operation.name` says it
/// @param took from sending the request to having the whole answer
public record ModelRequest(
        String run,
        String caller,
        ModelEntry model,
        String operation,
        String outcome,
        Usage usage,
        Cost cost,
        Duration took) {}
