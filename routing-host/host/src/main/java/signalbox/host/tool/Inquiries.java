package signalbox.host.tool;

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
    };

    boolean canBeAsked();

    /// The caller's answer, which has no faults. Where nobody can be asked it is declined by rule, and written down so.
    Reply ask(Inquiry inquiry, Duration within);
}
