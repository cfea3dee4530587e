package signalbox.host.tool.server;

import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import signalbox.descriptor.ToolId;
import signalbox.identity.CallerAssertion;
import signalbox.identity.HostIdentity;
import signalbox.identity.Principal;

/// What the host shows a tool server with each request: its own token, and an assertion of whom it acts for.
@FunctionalInterface
public interface Credentials {
    /// Used in an assertion for what belongs to no run, such as the end of a session.
    String NO_RUN = "none";

    /// The headers of one request.
    Map<String, String> headers(Principal caller, AssertedRequest asserted);

    /// Those of this host.
    static Credentials of(HostIdentity host) {
        return (caller, asserted) -> Map.of(
                "Authorization", "Bearer " + host.bearer(),
                CallerAssertion.HEADER,
                asserted.tool() == null
                        ? host.assertion(asserted.endpoint(), caller, asserted.run().isEmpty() ? NO_RUN : asserted.run())
                        : host.assertion(
                                asserted.endpoint(), caller, asserted.run(),
                                new CallerAssertion.Call(asserted.tool(), asserted.argumentsDigest())));
    }

    /// The request that the assertion is made for, and no other.
    ///
    /// @param run empty where the request belongs to no run
    /// @param tool what is called; null for everything that is no call
    /// @param argumentsDigest of the canonical JSON of the arguments; empty where nothing is called
    record AssertedRequest(URI endpoint, String run, @Nullable ToolId tool, String argumentsDigest) {}
}
