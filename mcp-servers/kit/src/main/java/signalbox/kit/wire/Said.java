package signalbox.kit.wire;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import signalbox.kit.ask.Questions;
import signalbox.kit.rpc.JsonBytes;
import signalbox.kit.rpc.Refusal;
import tools.jackson.databind.node.ObjectNode;

/// What a method comes to, before a revision gives it its frame.
public sealed interface Said {
    record Result(ObjectNode tree) implements Said {}

    /// A part of a list.
    ///
    /// @param key such as `tools`
    /// @param entries a JSON array
    /// @param next the cursor of the part after it, or null
    record Page(String key, JsonBytes entries, @Nullable String next) implements Said {}

    /// It cannot be done without answers.
    record Asking(Questions questions) implements Said {}

    /// There is no such resource: the revisions have different error codes for that.
    record NoResource(String uri) implements Said {}

    /// The caller's role allows it and its credential does not: these scopes would be enough.
    record OutOfScope(Set<String> scopes) implements Said {}

    record Refused(Refusal refusal) implements Said {}

    /// An error of the method's own, which is an answer like any other to HTTP.
    static Said refused(int code, String text) {
        return new Refused(Refusal.of(200, code, text));
    }
}
