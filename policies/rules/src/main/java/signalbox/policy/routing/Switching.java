package signalbox.policy.routing;

/// What happens to a model that could take a step only by losing a part of the transcript (`switching.lossy`).
public enum Switching {
    /// It is dropped.
    FORBID("forbid"),
    /// A person would have to agree; until somebody can be asked, it is dropped, and the reason says so.
    ASK("ask"),
    /// It may take the step; the decision says what is lost.
    ALLOW("allow");

    private final String word;

    Switching(String word) {
        this.word = word;
    }

    /// The word used in files.
    public String word() {
        return word;
    }
}
