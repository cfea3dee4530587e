package signalbox.kit.work;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import signalbox.descriptor.Descriptor;
import signalbox.kit.ToolOutcome;
import signalbox.kit.content.Content;
import signalbox.kit.content.ContentJson;
import tools.jackson.databind.JsonNode;

/// Holds a result to what its descriptor promises: the output schema, and the most bytes.
///
/// A long text is cut and says so. A structured result cannot be cut: too long or unlike its schema, it becomes an
/// error, and what the work wrote is undone with it.
final class OutputLimit {
    private final Schemas schemas;

    OutputLimit(Schemas schemas) {
        this.schemas = schemas;
    }

    ToolOutcome held(Descriptor descriptor, ToolOutcome outcome) {
        int most = descriptor.output().maxBytes();
        if (outcome.error()) {
            return new ToolOutcome(List.of(new Content.Text(cut(outcome.text(), most))), null, true);
        }
        if (!isPromised(descriptor, outcome.structured())) {
            return ToolOutcome.error("'" + descriptor.id() + "' gave a result that is not what it promises; nothing was done.");
        }
        if (outcome.structured() != null && bytes(outcome.structured().toString()) > most) {
            return tooLong(descriptor, most);
        }
        return within(descriptor, outcome, most);
    }

    /// Texts are cut where the limit is reached; what cannot be cut makes an error.
    private static ToolOutcome within(Descriptor descriptor, ToolOutcome outcome, int most) {
        var kept = new ArrayList<Content>();
        int left = most;
        for (var piece : outcome.content()) {
            switch (piece) {
                case Content.Text(var text) -> {
                    var held = cut(text, left);
                    kept.add(new Content.Text(held));
                    left -= Math.min(left, bytes(held));
                }
                case Content.Image _, Content.Audio _, Content.Embedded _, Content.Link _ -> {
                    int size = bytes(ContentJson.of(piece).toString());
                    if (size > left) {
                        return tooLong(descriptor, most);
                    }
                    kept.add(piece);
                    left -= size;
                }
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
        int whole = bytes(text);
        if (whole <= most) {
            return text;
        }
        var marker = "\n[cut: the whole result has " + whole + " bytes, the limit is " + most + "]";
        var utf8 = text.getBytes(StandardCharsets.UTF_8);
        int end = Math.max(0, most - bytes(marker));
        while (end > 0 && (utf8[end] & 0xC0) == 0x80) {
            end--;
        }
        return new String(utf8, 0, end, StandardCharsets.UTF_8) + marker;
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
