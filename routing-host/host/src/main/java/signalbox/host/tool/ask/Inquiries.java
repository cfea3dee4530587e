package signalbox.host.tool.ask;

import java.time.Duration;
import signalbox.client.exchange.Reply;

/// Asks the caller of a run, which waits for the answer.
public interface Inquiries {
    /// Nobody can be asked, and nothing is written down: for what is no run.
    Inquiries NONE = new Inquiries() {
        @Override
        public boolean canBeAsked() {
            return false;
        }

        @Override
        public Reply ask(Inquiry inquiry, Duration within) {
            return new Reply.Decline();
        }

        @Override
        public void declined(Inquiry inquiry) {}
    };

    boolean canBeAsked();

    /// The caller's answer, which has no faults; only where somebody can be asked.
    Reply ask(Inquiry inquiry, Duration within);

    /// Writes down that a question was declined by rule.
    void declined(Inquiry inquiry);
}
