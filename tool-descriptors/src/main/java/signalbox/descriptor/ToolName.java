package signalbox.descriptor;

import java.util.Comparator;

/// A tool of a server, such as `retail.get_order_details`.
///
/// @param tool the bare name, of the same form as a server name
public record ToolName(ServerName server, String tool) implements Comparable<ToolName> {
    private static final Comparator<ToolName> ORDER =
            Comparator.comparing(ToolName::server).thenComparing(ToolName::tool);

    public ToolName {
        if (!ServerName.isValid(tool)) {
            throw new IllegalArgumentException("'" + tool + "' is no tool name: [a-z][a-z0-9_]{0,40} without '__'");
        }
    }

    /// Reads `server.tool`.
    public static ToolName parse(String text) {
        int dot = text.indexOf('.');
        if (dot < 0) {
            throw new IllegalArgumentException("'" + text + "' is no tool name: write server.tool");
        }
        return new ToolName(new ServerName(text.substring(0, dot)), text.substring(dot + 1));
    }

    @Override
    public int compareTo(ToolName other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return server + "." + tool;
    }
}
