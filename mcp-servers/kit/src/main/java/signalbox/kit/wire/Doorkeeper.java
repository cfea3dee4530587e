package signalbox.kit.wire;

import java.util.function.Predicate;
import signalbox.identity.Principal;

/// What the wires need to know of credentials after the door.
///
/// @param live whether a principal's credential is still good
public record Doorkeeper(Predicate<Principal> live, TooNarrow tooNarrow) {}
