package signalbox.kit.call;

import org.jspecify.annotations.Nullable;
import signalbox.json.Digest;
import tools.jackson.databind.node.ObjectNode;

/// What `tools/call` asks for: nothing about it has been checked.
///
/// @param callId the caller's name for this call, or null; a repetition of a call that may write returns the first result
/// @param argsDigest of the canonical JSON of the arguments
public record CallToolRequest(String name, ObjectNode arguments, @Nullable String callId, String argsDigest) {
    public static CallToolRequest of(String name, ObjectNode arguments, @Nullable String callId) {
        return new CallToolRequest(name, arguments, callId, Digest.sha256(arguments));
    }
}
