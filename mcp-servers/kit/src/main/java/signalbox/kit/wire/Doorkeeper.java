package signalbox.kit.wire;

import java.util.function.BiPredicate;
import java.util.function.BooleanSupplier;
import signalbox.identity.Principal;
import signalbox.kit.desk.Visit;

/// What the wires need to know of credentials after the door.
///
/// @param standing whether who was let in would still be let in
public record Doorkeeper(BiPredicate<Principal, Visit> standing, TooNarrow tooNarrow) {
    /// The same of one request, to be asked later.
    public BooleanSupplier standing(Arrival arrival) {
        return () -> standing.test(arrival.principal(), arrival.visit());
    }
}
