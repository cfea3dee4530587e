package signalbox.client.exchange;

import signalbox.http.client.Deadline;

/// One thing to be done at a server: as whom, who answers its questions, until when, and how much may come back.
public record RequestContext(Access access, Respondent respondent, Deadline deadline, AnswerLimit limit) {
    public RequestContext(Access access, Respondent respondent, Deadline deadline) {
        this(access, respondent, deadline, AnswerLimit.USUAL);
    }

    /// One at which nobody can be asked.
    public static RequestContext of(Access access, Deadline deadline) {
        return new RequestContext(access, Respondent.NOBODY, deadline);
    }

    public RequestContext within(AnswerLimit most) {
        return new RequestContext(access, respondent, deadline, most);
    }
}
