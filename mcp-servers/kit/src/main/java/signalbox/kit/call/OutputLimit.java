package signalbox.kit.call;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import signalbox.descriptor.Descriptor;
import signalbox.kit.content.Content;
import signalbox.kit.content.ContentSize;
import signalbox.kit.tool.ToolOutcome;
import tools.jackson.databind.JsonNode;

/// Holds a result to what its descriptor promises: the output schema, and the most bytes.
///
/// A long text is cut and says so. A structured result cannot be cut: too long or unlike its schema, it becomes an
/// error, and what the work wrote is undone with it.
final class OutputLimit {
    /// However short they are.
    private static final int MOST_PIECES = 1_000;

    private final CompiledSchemas schemas;

    OutputLimit(CompiledSchemas schemas) {
        this.schemas = schemas;
    }

    ToolOutcome held(Descriptor descriptor, ToolOutcome outcome) {
        int most = descriptor.output().maxBytes();
        if (outcome.error()) {
            return new ToolOutcome(List.of(new Content.Text(cut(outcome.text(), most))), null, true);
        }
        var structured = outcome.structured();
        if (structured != null && structured.toString().getBytes(StandardCharsets.UTF_8).length > most) {
            return tooLong(descriptor, most);
        }
        return isPromised(descriptor, structured)
                ? within(descriptor, outcome, most)
                : ToolOutcome.error("'" + descriptor.id() + "' gave a result that is not what it promises; nothing was done.");
    }

    /// A text that does not fit is cut, and nothing comes after it; what cannot be cut makes an error.
    private static ToolOutcome within(Descriptor descriptor, ToolOutcome outcome, int most) {
        var kept = new ArrayList<Content>();
        long left = most;
        for (var piece : outcome.content()) {
            long size = ContentSize.of(piece);
            if (size <= left && kept.size() < MOST_PIECES) {
                kept.add(piece);
                left -= size;
            } else if (piece instanceof Content.Text(var text)) {
                long whole = outcome.content().stream().mapToLong(ContentSize::of).sum();
                kept.add(new Content.Text(cut(text, left, marker(whole, most))));
                break;
            } else {
                return tooLong(descriptor, most);
            }
        }
        return new ToolOutcome(kept, outcome.structured(), false);
    }

    private static ToolOutcome tooLong(Descriptor descriptor, int most) {
        return ToolOutcome.error("The result of '" + descriptor.id() + "' is longer than " + most
                + " bytes; nothing was done. Ask for less.");
    }

    private boolean isPromised(Descriptor descriptor, @Nullable JsonNode structured) {
        var schema = schemas.output(descriptor);
        if (schema == null || structured == null) {
            return schema == null && structured == null;
        }
        return schema.violations(structured).isEmpty();
    }

    /// The text within so many bytes of UTF-8, marker included, never splitting a character.
    static String cut(String text, int most) {
        long whole = ContentSize.of(text);
        return whole <= most ? text : cut(text, most, marker(whole, most));
    }

    private static String cut(String text, long left, String marker) {
        return text.substring(0, ContentSize.within(text, Math.max(0, left - marker.length()))) + marker;
    }

    private static String marker(long whole, int most) {
        return "\n[cut: the whole result has " + whole + " bytes, the limit is " + most + "]";
    }
}
