package signalbox.kit.tool;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import signalbox.kit.content.Content;
import tools.jackson.databind.JsonNode;

/// The result of a call: its contents, and for a typed tool also the structured result that its schema promises.
///
/// @param error whether the work refused; what it wrote is then undone
public record ToolOutcome(List<Content> content, @Nullable JsonNode structured, boolean error) implements ToolAnswer {
    public ToolOutcome {
        content = List.copyOf(content);
    }

    public static ToolOutcome text(String text) {
        return of(text, null, false);
    }

    public static ToolOutcome structured(String text, JsonNode structured) {
        return of(text, structured, false);
    }

    public static ToolOutcome error(String text) {
        return of(text, null, true);
    }

    public static ToolOutcome of(String text, @Nullable JsonNode structured, boolean error) {
        return new ToolOutcome(List.of(new Content.Text(text)), structured, error);
    }

    public static ToolOutcome of(Content... content) {
        return new ToolOutcome(List.of(content), null, false);
    }

    /// Its texts, one on each line.
    public String text() {
        return content.stream()
                .filter(Content.Text.class::isInstance)
                .map(piece -> ((Content.Text) piece).text())
                .collect(Collectors.joining("\n"));
    }
}
