package signalbox.host.tool.elicitation;

import java.time.Duration;
import signalbox.client.exchange.Reply;

/// Asks the caller of a run, which waits for the answer.
public interface Elicitations {
    /// Nobody can be asked, and nothing is written down: for what is no run.
    Elicitations NONE = new Elicitations() {
        @Override
        public boolean canBeAsked() {
            return false;
        }

        @Override
        public Reply ask(ElicitationRequest elicitation, Duration within) {
            return new Reply.Decline();
        }

        @Override
        public void declined(ElicitationRequest elicitation) {}
    };

    boolean canBeAsked();

    /// The caller's answer, which has no faults; only where somebody can be asked.
    Reply ask(ElicitationRequest elicitation, Duration within);

    /// Writes down that a question was declined by rule.
    void declined(ElicitationRequest elicitation);
}
