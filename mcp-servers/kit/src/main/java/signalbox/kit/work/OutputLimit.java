package signalbox.kit.work;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import signalbox.descriptor.Descriptor;
import signalbox.kit.ToolOutcome;
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
            return ToolOutcome.error(cut(outcome.text(), most));
        }
        if (!isPromised(descriptor, outcome.structured())) {
            return ToolOutcome.error("'" + descriptor.id() + "' gave a result that is not what it promises; nothing was done.");
        }
        if (outcome.structured() != null && bytes(outcome.structured().toString()) > most) {
            return ToolOutcome.error("The result of '" + descriptor.id() + "' is longer than " + most
                    + " bytes; nothing was done. Ask for less.");
        }
        return new ToolOutcome(cut(outcome.text(), most), outcome.structured(), false);
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
