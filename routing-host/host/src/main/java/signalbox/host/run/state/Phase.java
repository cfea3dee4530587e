package signalbox.host.run.state;

import java.util.List;
import signalbox.host.ledger.Entry;
import signalbox.host.turn.Turn;
import signalbox.policy.catalogue.ModelName;
import signalbox.policy.routing.FailureKind;

/// What a run has to do next.
public sealed interface Phase {
    /// Decide which models may take the step.
    record Route() implements Phase {}

    /// Ask a model.
    ///
    /// @param tried the models that failed since this decision, in order
    record Ask(Entry.Routed routed, List<Tried> tried) implements Phase {
        public Ask {
            tried = List.copyOf(tried);
        }
    }

    /// Answer the calls of this turn that have no result yet.
    record Call(Turn.Assistant turn) implements Phase {}

    /// Nothing but to end: this turn asks for nothing.
    ///
    /// @param cut whether it ended where its tokens did
    record Answered(Turn.Assistant turn, boolean cut) implements Phase {}

    record Ended(Entry.Finished end) implements Phase {}

    /// A model that did not take the step.
    record Tried(ModelName model, FailureKind trouble, String reason) {}
}
