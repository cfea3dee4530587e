package signalbox.client.oauth;

import signalbox.client.http.Deadline;

/// Lets a person give an authorization in a browser.
@FunctionalInterface
public interface Consent {
    /// There is no person to ask.
    Consent NOBODY = (_, _) -> new Refused("it wants a person's authorization, and nobody can be asked here");

    /// Waits until the browser has come back, at most until the deadline.
    Outcome ask(AuthorizationRequest request, Deadline deadline);

    sealed interface Outcome {}

    /// @param query of the address that the browser came back to
    record Redirected(String query) implements Outcome {}

    record Refused(String reason) implements Outcome {}
}
