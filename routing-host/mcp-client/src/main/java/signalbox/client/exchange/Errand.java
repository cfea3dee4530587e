package signalbox.client.exchange;

import signalbox.client.http.Deadline;

/// One thing to be done at a server: as whom, who answers its questions, and until when.
public record Errand(Access access, Respondent respondent, Deadline deadline) {
    /// One at which nobody can be asked.
    public static Errand of(Access access, Deadline deadline) {
        return new Errand(access, Respondent.NOBODY, deadline);
    }
}
