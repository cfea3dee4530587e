package signalbox.identity;

import java.net.URI;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import signalbox.descriptor.ToolId;
import signalbox.policy.permission.PrincipalName;
import signalbox.policy.permission.Scopes;

/// What a host states about the caller it acts for: who, for which run, and, for a call, which tool and arguments.
///
/// @param host who signed it
/// @param audience the MCP endpoint it was made for
/// @param subject the caller
/// @param run empty where a request that is no call belongs to none, such as the end of a session
/// @param call the call it was made for, or null where it is for anything but a call
/// @param id used once, for a call
public record CallerAssertion(
        PrincipalName host,
        URI audience,
        Subject subject,
        String run,
        @Nullable Call call,
        String id,
        Instant expires) {
    /// The request header it travels in.
    public static final String HEADER = "X-Signalbox-Caller";

    /// Whom the host acts for.
    ///
    /// @param credential what the caller came with, and `scopes` what that reaches
    public record Subject(PrincipalName name, Scopes scopes, Credential credential) {
        static Subject of(Principal caller) {
            return new Subject(caller.name(), caller.scopes(), caller.credential());
        }

        public Principal actedForBy(PrincipalName host) {
            return new Principal(name, scopes, credential, host);
        }
    }

    /// @param arguments the digest of the canonical JSON of the arguments, `sha256:` and 64 hex digits
    public record Call(ToolId tool, String arguments) {}
}
