package signalbox.host.turn;

import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// One entry of a transcript.
public sealed interface Turn {
    /// What the operator or the caller instructs (a system or developer message).
    record Instructions(String text) implements Turn {}

    record User(List<Part> parts) implements Turn {
        public User {
            parts = List.copyOf(parts);
        }
    }

    /// A model's answer: what it said, then the calls it asks for.
    record Assistant(List<Part> parts, List<ToolCall> calls, List<ProviderState> providerStates) implements Turn {
        public Assistant {
            parts = List.copyOf(parts);
            calls = List.copyOf(calls);
            providerStates = List.copyOf(providerStates);
        }

        /// What it said, without images.
        public String text() {
            var text = new StringBuilder();
            for (var part : parts) {
                if (part instanceof Part.Text(var piece)) {
                    text.append(piece);
                }
            }
            return text.toString();
        }
    }

    /// The result of one call of the assistant turn before it; an error result is a result.
    ///
    /// @param structured the structured content, or null where there is none
    /// @param labels the labels of the tool version that made it
    record ToolResult(
            CallId call, List<Part> parts, @Nullable JsonNode structured, boolean error, SortedSet<String> labels)
            implements Turn {
        public ToolResult {
            parts = List.copyOf(parts);
            labels = Collections.unmodifiableSortedSet(new TreeSet<>(labels));
        }
    }
}
