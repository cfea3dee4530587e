package signalbox.kit.audit;

import java.util.Locale;

/// How a call ended, as its audit row says it.
public enum CallOutcome {
    /// The work was done, or what was asked for was given.
    OK,
    /// The work refused, or there was nothing or too much to give; what it wrote is undone.
    ERROR,
    /// The stored result of an earlier call with the same id was returned.
    REPEATED,
    /// The work asked the client something first; undone.
    ASKED,
    /// The client no longer waited; undone.
    CANCELLED,
    /// The call id belongs to another call.
    CLASH,
    /// The arguments do not fit the schema, or are not what a prompt takes.
    INVALID,
    /// The policy does not allow it, or no longer did when its work was to begin.
    DENIED,
    /// The version the caller was shown is gone or changed.
    CHANGED,
    /// It did not end in time; undone.
    EXPIRED,
    /// The work broke; undone.
    BROKEN;

    private final String word = name().toLowerCase(Locale.ROOT);

    String word() {
        return word;
    }
}
