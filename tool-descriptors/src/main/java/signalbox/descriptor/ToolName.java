package signalbox.descriptor;

import java.util.Comparator;
import java.util.regex.Pattern;

/// A tool of a server, such as `retail.get_order_details`.
///
/// @param tool the bare name, which may be longer than a server name: model providers take 64 characters
public record ToolName(ServerName server, String tool) implements Comparable<ToolName> {
    /// What a bare name looks like, for messages.
    static final String FORM = "[a-z][a-z0-9_]{0,63} without '__'";

    private static final Pattern PATTERN = Pattern.compile("(?!.*__)[a-z][a-z0-9_]{0,63}");
    private static final Comparator<ToolName> ORDER =
            Comparator.comparing(ToolName::server).thenComparing(ToolName::tool);

    public ToolName {
        if (!isValid(tool)) {
            throw new IllegalArgumentException("'" + tool + "' is no tool name: " + FORM);
        }
    }

    /// Whether it is the bare name of a tool.
    public static boolean isValid(String tool) {
        return PATTERN.matcher(tool).matches();
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
