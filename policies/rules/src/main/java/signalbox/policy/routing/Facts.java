package signalbox.policy.routing;

/// Everything a routing rule decides on.
public record Facts(RunFacts run, StepFacts step) {
}
