package signalbox.policy.routing;

/// What can go wrong with one attempt, in the words of `failures`.
public enum FailureKind {
    /// Unreachable, overloaded, without a key, or with an answer (or a rejection) that nothing can be done with.
    UNAVAILABLE("unavailable"),
    /// No answer within the time that `failures.slow` or the caller gave.
    SLOW("slow"),
    /// The model or its provider's filter declined to answer.
    REFUSED("refused"),
    /// The answer does not have the form that was asked for.
    UNFIT("unfit"),
    /// Another model answered than the one that was asked.
    SWAPPED("swapped"),
    /// The most this attempt could cost does not fit what is left.
    OVER_BUDGET("over-budget");

    private final String word;

    FailureKind(String word) {
        this.word = word;
    }

    /// The word used in files.
    public String word() {
        return word;
    }
}
