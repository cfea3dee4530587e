package signalbox.host.api.chat;

import signalbox.host.api.error.ApiError;

/// One answer, written in events that have begun. Each of these waits while the caller does not read.
public interface AnswerEvents {
    /// The next piece of what the model says.
    void text(String text);

    /// What is said from here on is another step's.
    void nextStep();

    /// Writes what is left of an answer whose text is said: the calls that are handed back, or why a model declined, and
    /// how it ended. Then the stream ends.
    void end(FinishedChat chat);

    /// The answer broke off: the stream ends, and in no way that could pass for a whole answer's.
    void broken(ApiError error);
}
