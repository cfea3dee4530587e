package signalbox.client.exchange;

import signalbox.http.client.Deadline;

/// Answers a server's questions. Sampling and roots are never among them: they are not declared, and refused.
public interface Respondent {
    /// Declines by rule: servers are not even told that they could ask.
    Respondent NOBODY = new Respondent() {
        @Override
        public boolean canBeAsked() {
            return false;
        }

        @Override
        public Reply answer(Question question, Deadline deadline) {
            return new Reply.Decline();
        }
    };

    /// Whether the server is told that it may ask.
    boolean canBeAsked();

    /// May wait until the deadline. A server may ask though it was told not to: whoever cannot be asked declines.
    Reply answer(Question question, Deadline deadline);
}
