package signalbox.client.exchange;

import java.util.function.Consumer;
import signalbox.client.http.Deadline;

/// One thing to be done at a server: as whom, who answers its questions, who hears of its progress, and until when.
public record Errand(Access access, Respondent respondent, Consumer<Progress> progress, Deadline deadline) {
    /// One at which nobody can be asked and nobody listens.
    public static Errand of(Access access, Deadline deadline) {
        return new Errand(access, Respondent.NOBODY, _ -> {}, deadline);
    }
}
