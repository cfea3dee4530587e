package signalbox.kit.protocol;

import java.util.function.BiPredicate;
import java.util.function.BooleanSupplier;
import signalbox.identity.Principal;
import signalbox.kit.endpoint.CallerContext;

/// What the wires need to know of credentials after the door.
///
/// @param standing whether who was let in would still be let in
public record LiveCredentials(BiPredicate<Principal, CallerContext> standing, InsufficientScope tooNarrow) {
    /// The same of one request, to be asked later.
    public BooleanSupplier standing(IncomingRequest arrival) {
        return () -> standing.test(arrival.principal(), arrival.visit());
    }
}
