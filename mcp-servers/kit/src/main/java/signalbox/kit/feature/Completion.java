package signalbox.kit.feature;

import java.util.HashMap;
import java.util.Map;

/// A value that a person has begun to type.
///
/// @param argument of a prompt, or variable of a template
/// @param start what is typed so far
/// @param others the arguments that have a value already
public record Completion(String argument, String start, Map<String, String> others) {
    public Completion {
        others = Map.copyOf(others);
    }

    /// The values of all arguments, with this one.
    Map<String, String> and(String value) {
        var values = new HashMap<>(others);
        values.put(argument, value);
        return values;
    }
}
