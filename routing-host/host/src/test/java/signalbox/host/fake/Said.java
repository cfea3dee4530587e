package signalbox.host.fake;

import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/// What a fake model says: a text, or calls, or both.
public record Said(String text, List<Call> calls) {
    public Said {
        calls = List.copyOf(calls);
    }

    /// @param tool the name as the model was shown it
    public record Call(String tool, ObjectNode arguments) {}

    public static Said text(String text) {
        return new Said(text, List.of());
    }

    public static Said calls(Call... calls) {
        return new Said("", List.of(calls));
    }
}
