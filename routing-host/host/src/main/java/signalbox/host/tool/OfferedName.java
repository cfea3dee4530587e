package signalbox.host.tool;

import signalbox.descriptor.ToolName;
import signalbox.source.Digest;

/// The name by which every provider is shown a tool.
final class OfferedName {
    private static final int LONGEST = 64;
    private static final int HEX = 8;

    private OfferedName() {}

    /// `server__tool`; over 64 characters the last 9 become `_` and 8 hex digits of the whole name's SHA-256.
    static String of(ToolName tool) {
        var name = tool.server() + "__" + tool.tool();
        if (name.length() <= LONGEST) {
            return name;
        }
        var digest = Digest.sha256(name).substring("sha256:".length());
        return name.substring(0, LONGEST - HEX - 1) + "_" + digest.substring(0, HEX);
    }
}
