package signalbox.descriptor;

import java.util.Comparator;
import java.util.HexFormat;
import signalbox.json.Digest;

/// A tool of a server, such as `retail.get_order_details`.
///
/// @param tool the bare name, which may be longer than a server name: model providers take 64 characters
public record ToolName(ServerName server, String tool) implements Comparable<ToolName> {
    /// What a bare name looks like, for messages.
    public static final String FORM = "[a-z][a-z0-9_]{0,63} without '__'";

    private static final int LONGEST = 64;
    private static final int HEX = 8;
    private static final Comparator<ToolName> ORDER =
            Comparator.comparing(ToolName::server).thenComparing(ToolName::tool);

    public ToolName {
        if (!isValid(tool)) {
            throw new IllegalArgumentException("'" + tool + "' is not a tool name: " + FORM);
        }
    }

    /// Whether it is the bare name of a tool.
    public static boolean isValid(String tool) {
        return ServerName.isWord(tool, LONGEST);
    }

    /// Reads `server.tool`.
    public static ToolName parse(String text) {
        int dot = text.indexOf('.');
        if (dot < 0) {
            throw new IllegalArgumentException("'" + text + "' is not a tool name: write server.tool");
        }
        return new ToolName(new ServerName(text.substring(0, dot)), text.substring(dot + 1));
    }

    /// Its name where the tools of all servers are listed together, for model providers too.
    public String wide() {
        return wide(server.value(), tool);
    }

    /// `server__name`, of a tool or a prompt; over 64 characters its first 55, `_` and 8 hex digits of the SHA-256 of the
    /// whole.
    public static String wide(String server, String name) {
        var whole = server + "__" + name;
        if (whole.length() <= LONGEST) {
            return whole;
        }
        var hex = HexFormat.of().formatHex(Digest.bytes(whole), 0, HEX / 2);
        return whole.substring(0, LONGEST - HEX - 1) + "_" + hex;
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
