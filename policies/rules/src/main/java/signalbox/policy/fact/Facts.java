package signalbox.policy.fact;

/// Everything a routing rule decides on.
public record Facts(RunFacts run, StepFacts step) {
}
