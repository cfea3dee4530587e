package signalbox.kit.protocol;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import signalbox.kit.input.InputRequired;
import signalbox.kit.rpc.JsonBytes;
import signalbox.kit.rpc.Refusal;
import tools.jackson.databind.node.ObjectNode;

/// What a method results in, before a revision frames it.
public sealed interface MethodResult {
    record Result(ObjectNode tree) implements MethodResult {}

    /// One page of a list.
    ///
    /// @param key such as `tools`
    /// @param entries a JSON array
    /// @param next the cursor of the part after it, or null
    record Page(String key, JsonBytes entries, @Nullable String next) implements MethodResult {}

    /// It needs answers from the client first.
    record Asking(InputRequired questions) implements MethodResult {}

    /// There is no such resource: the revisions differ in the error code.
    record NoResource(String uri) implements MethodResult {}

    /// The caller's role allows it and its credential does not: these scopes would be enough.
    record OutOfScope(Set<String> scopes) implements MethodResult {}

    record Refused(Refusal refusal) implements MethodResult {}

    /// An error of the method itself: HTTP status 200, with a JSON-RPC error.
    static MethodResult refused(int code, String text) {
        return new Refused(Refusal.of(200, code, text));
    }
}
