package signalbox.app.drill;

import signalbox.policy.catalogue.ModelName;
import signalbox.policy.money.Cost;

/// What would have become of a step.
sealed interface Fate {
    /// Another provider's model took it.
    record Unaffected() implements Fate {}

    /// @param cost of the tokens that were counted, at the model's price and with nothing in its cache
    /// @param loss what it would not have been shown of the conversation, where the policy allows that; else empty
    /// @param considered whether the decision looked at the model then; where it did not, only what the facts tell is known of
    ///     it: its window and what it can
    record Moved(ModelName to, String rule, Cost cost, String loss, boolean considered) implements Fate {}

    /// No model would have been left.
    ///
    /// @param reason each model and each rule, one a line
    record Stranded(String reason) implements Fate {}
}
