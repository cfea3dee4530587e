package signalbox.host.telemetry;

/// A step that the routing policy has decided about.
///
/// @param rule that took the step, or empty where no rule had a model left
/// @param model the first to be tried, or empty
public record RoutedStep(String rule, String model) {}
