package signalbox.descriptor;

import java.util.Comparator;

/// One version of one tool, such as `retail.get_order_details@2.1.0`.
public record ToolId(ToolName name, Version version) implements Comparable<ToolId> {
    private static final Comparator<ToolId> ORDER =
            Comparator.comparing(ToolId::name).thenComparing(ToolId::version);

    /// Reads `server.tool@major.minor.patch`.
    public static ToolId parse(String text) {
        int at = text.indexOf('@');
        if (at < 0) {
            throw new IllegalArgumentException("'" + text + "' names no version: write server.tool@1.0.0");
        }
        return new ToolId(ToolName.parse(text.substring(0, at)), Version.parse(text.substring(at + 1)));
    }

    @Override
    public int compareTo(ToolId other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return name + "@" + version;
    }
}
