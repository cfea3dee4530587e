package signalbox.kit.feature;

import java.util.HashMap;
import java.util.Map;

/// What a person is typing.
///
/// @param argument of a prompt, or variable of a template
/// @param start what is typed so far
/// @param others the arguments that have a value already
public record Completion(String argument, String start, Map<String, String> others) {
    public Completion {
        others = Map.copyOf(others);
    }

    /// The values there would be with this one.
    Map<String, String> and(String value) {
        var values = new HashMap<>(others);
        values.put(argument, value);
        return values;
    }
}
