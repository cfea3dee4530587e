package signalbox.kit.prompt;

import java.util.List;

/// A way to begin a conversation that a person may choose.
///
/// @param name as tool names are: lower case, digits and `_`
public record Prompt(String name, String title, String description, List<Argument> arguments) {
    public Prompt {
        arguments = List.copyOf(arguments);
    }

    public record Argument(String name, String description, boolean required) {}
}
