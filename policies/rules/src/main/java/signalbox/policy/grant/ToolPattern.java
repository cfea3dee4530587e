package signalbox.policy.grant;

import java.util.regex.Pattern;
import signalbox.descriptor.ToolId;
import signalbox.descriptor.VersionRange;

/// `glob@range` over tool versions, such as `retail.get_*@^1`; without a range every version.
public record ToolPattern(Glob name, VersionRange versions) {
    private static final Pattern NAMES = Pattern.compile("[a-z0-9_*]+(\\.[a-z0-9_*]+)?");
    private static final VersionRange EVERY = VersionRange.parse("*");

    /// @throws IllegalArgumentException where the text is not a pattern; the message says why
    public static ToolPattern parse(String text) {
        int at = text.indexOf('@');
        var name = at < 0 ? text : text.substring(0, at);
        if (!isName(name)) {
            throw new IllegalArgumentException("'" + name + "' is not a pattern of tool names");
        }
        return new ToolPattern(new Glob(name), at < 0 ? EVERY : VersionRange.parse(text.substring(at + 1)));
    }

    /// Whether it may stand for names of the form `server.name`.
    static boolean isName(String name) {
        return NAMES.matcher(name).matches() && (name.contains(".") || name.contains("*"));
    }

    public boolean matches(ToolId tool) {
        return name.matches(tool.name().toString()) && versions.contains(tool.version());
    }
}
