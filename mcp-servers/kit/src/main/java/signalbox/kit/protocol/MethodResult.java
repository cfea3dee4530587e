package signalbox.kit.protocol;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import signalbox.kit.input.InputRequired;
import signalbox.kit.rpc.JsonBytes;
import signalbox.kit.rpc.Refusal;
import tools.jackson.databind.node.ObjectNode;

/// What a method comes to, before a revision gives it its frame.
public sealed interface MethodResult {
    record Result(ObjectNode tree) implements MethodResult {}

    /// A part of a list.
    ///
    /// @param key such as `tools`
    /// @param entries a JSON array
    /// @param next the cursor of the part after it, or null
    record Page(String key, JsonBytes entries, @Nullable String next) implements MethodResult {}

    /// It cannot be done without answers.
    record Asking(InputRequired questions) implements MethodResult {}

    /// There is no such resource: the revisions have different error codes for that.
    record NoResource(String uri) implements MethodResult {}

    /// The caller's role allows it and its credential does not: these scopes would be enough.
    record OutOfScope(Set<String> scopes) implements MethodResult {}

    record Refused(Refusal refusal) implements MethodResult {}

    /// An error of the method's own, which is an answer like any other to HTTP.
    static MethodResult refused(int code, String text) {
        return new Refused(Refusal.of(200, code, text));
    }
}
