package signalbox.kit.protocol;

import java.util.function.BiPredicate;
import java.util.function.BooleanSupplier;
import signalbox.identity.Principal;
import signalbox.kit.endpoint.CallerContext;

/// What the protocol revisions need to know of credentials once a request is let in.
///
/// @param check whether a credential that was let in would still be let in
public record LiveCredentials(BiPredicate<Principal, CallerContext> check, InsufficientScope insufficientScope) {
    /// The same for one request, to be asked later.
    public BooleanSupplier live(IncomingRequest request) {
        return () -> check.test(request.principal(), request.caller());
    }
}
