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
    Map<String, String> headers(Principal caller, Purpose purpose);

    /// Those of this host.
    static Credentials of(HostIdentity host) {
        return (caller, purpose) -> Map.of(
                "Authorization", "Bearer " + host.bearer(),
                CallerAssertion.HEADER,
                purpose.tool() == null
                        ? host.assertion(purpose.endpoint(), caller, purpose.run().isEmpty() ? NO_RUN : purpose.run())
                        : host.assertion(
                                purpose.endpoint(), caller, purpose.run(),
                                new CallerAssertion.Call(purpose.tool(), purpose.argumentsDigest())));
    }

    /// @param run empty where the request belongs to no run
    /// @param tool what is called; null for everything that is no call
    /// @param argumentsDigest of the canonical JSON of the arguments; empty where nothing is called
    record Purpose(URI endpoint, String run, @Nullable ToolId tool, String argumentsDigest) {}
}
