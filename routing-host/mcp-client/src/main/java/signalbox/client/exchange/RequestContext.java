package signalbox.client.exchange;

import signalbox.http.client.Deadline;

/// One thing to be done at a server: as whom, who answers its questions, and until when.
public record RequestContext(Access access, Respondent respondent, Deadline deadline) {
    /// One at which nobody can be asked.
    public static RequestContext of(Access access, Deadline deadline) {
        return new RequestContext(access, Respondent.NOBODY, deadline);
    }
}
