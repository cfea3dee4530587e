package signalbox.client.oauth;

import signalbox.http.client.Deadline;

/// Lets a person give an authorization in a browser.
@FunctionalInterface
public interface Consent {
    /// There is no person to ask.
    Consent NOBODY = (_, _) -> new Refused("it wants a person's authorization, and nobody can be asked here");

    /// Waits until the browser has come back: until the deadline, or as long as whoever asks thinks right.
    Outcome ask(AuthorizationRequest request, Deadline deadline);

    sealed interface Outcome {}

    /// @param query of the address that the browser came back to
    record Redirected(String query) implements Outcome {}

    record Refused(String reason) implements Outcome {}

    /// Nobody said yes or no: the next time it is asked again.
    record Unanswered(String reason) implements Outcome {}
}
