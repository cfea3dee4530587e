package signalbox.descriptor;

import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import tools.jackson.databind.node.ObjectNode;

/// One immutable tool version: what it is for, what it takes, what it promises.
///
/// The schemas are JSON Schema 2020-12; treat the nodes as read-only and copy before changing.
///
/// @param digest `sha256:` and 64 hex digits over the canonical JSON of the file's keys (RFC 8785)
public record Descriptor(
        ToolId id,
        Wording wording,
        Effect effect,
        SortedSet<String> labels,
        ObjectNode input,
        Output output,
        String digest) {
    public Descriptor {
        labels = Collections.unmodifiableSortedSet(new TreeSet<>(labels));
    }

    /// What people and assistants read of it.
    ///
    /// @param whenNot when to use another tool, or an empty string
    public record Wording(String title, String summary, String whenToUse, String whenNot) {}

    public String title() {
        return wording.title();
    }

    /// The arguments that a client of MCP 2026-07-28 also sends as headers, in the order of the schema.
    public List<HeaderParameter> headerParameters() {
        return switch (HeaderParameters.of(input)) {
            case HeaderParameters.Sound(var parameters) -> parameters;
            case HeaderParameters.Faulty(var faults) -> throw new IllegalStateException(id + " was not checked: " + faults);
        };
    }

    /// The text an assistant reads: summary, when to use, when not.
    public String description() {
        var text = new StringBuilder(wording.summary());
        if (!wording.whenToUse().isEmpty()) {
            text.append("\nUse when: ").append(wording.whenToUse());
        }
        if (!wording.whenNot().isEmpty()) {
            text.append("\nNot when: ").append(wording.whenNot());
        }
        return text.toString();
    }
}
