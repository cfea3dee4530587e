package signalbox.host.run;

import signalbox.policy.fact.Facts;
import signalbox.policy.routing.RouteDecision;

/// The decision a request's first step would get, without the call.
public sealed interface RoutePreview {
    record Decided(Facts facts, RouteDecision decision) implements RoutePreview {}

    /// There is no such model, or it is not granted.
    record UnknownModel(String problem) implements RoutePreview {}

    /// A server or a tool that was named gives the caller no tool.
    record UnknownTools(String problem) implements RoutePreview {}

    record Invalid(String problem) implements RoutePreview {}
}
