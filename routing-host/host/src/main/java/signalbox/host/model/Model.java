package signalbox.host.model;

import java.time.Duration;
import signalbox.host.turn.DeltaListener;
import signalbox.host.turn.Outcome;
import signalbox.host.turn.Prompt;
import signalbox.host.turn.Specialty;
import signalbox.policy.catalogue.ModelName;

/// A model of the catalogue, ready to be asked.
public interface Model {
    ModelName name();

    /// Asks once, without retries; never throws for what a provider does. Ends soon when its thread is interrupted.
    ///
    /// @param within no answer after this long is [Outcome.Slow]
    Outcome ask(Prompt prompt, Duration within);

    /// Asks once for what is no turn of a conversation. Which models can is in the catalogue; one that cannot all the same
    /// says so.
    default Outcome produce(Specialty specialty, Duration within) {
        return new Outcome.Unavailable("its wire has no " + specialty.ability(), null);
    }

    /// Asks with the text told as it comes; an answer that comes whole is told whole, once it is there.
    default Outcome stream(Prompt prompt, Duration within, DeltaListener listener) {
        return listener.told(ask(prompt, within));
    }
}
