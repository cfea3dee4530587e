package signalbox.kit.desk;

import java.util.Map;

/// What a person is typing.
///
/// @param argument of a prompt, or variable of a template
/// @param start what is typed so far
/// @param others the arguments that have a value already
public record Completing(String argument, String start, Map<String, String> others) {
    public Completing {
        others = Map.copyOf(others);
    }
}
