package signalbox.policy.grant;

import java.util.Locale;
import java.util.regex.Pattern;
import signalbox.descriptor.ResourceUri;
import signalbox.descriptor.ServerName;
import signalbox.descriptor.ToolName;

/// What is granted by its name alone, without a version and arguments.
public enum NameKind {
    MODEL("signalbox/*", "openai/gpt-5-mini"),
    RESOURCE("knowledge://*", "knowledge://articles/returns, spelled as RFC 3986 normalizes it, without a user and a port"),
    PROMPT("retail.*", "retail.answer_customer");

    private static final Pattern MODELS = Pattern.compile("[A-Za-z0-9._:/*-]{1,200}");

    /// The scheme of a pattern, and of its authority what comes before a `*`: anything may follow that.
    private static final Pattern START = Pattern.compile("^[a-z0-9*-]+://(?:[a-z0-9._{}-]*\\*)?");

    private final String pattern;
    private final String example;

    NameKind(String pattern, String example) {
        this.pattern = pattern;
        this.example = example;
    }

    /// The key of a grant, and what its scopes start with.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// A name as it may look, for messages.
    public String example() {
        return example;
    }

    /// Two patterns as they may look, for messages.
    public String patterns() {
        return pattern + ", " + example;
    }

    /// Whether something could have this name; what could not is granted to nobody.
    public boolean isName(String text) {
        return switch (this) {
            case MODEL -> MODELS.matcher(text).matches();
            case RESOURCE -> ResourceUri.isValid(text);
            case PROMPT -> isPrompt(text);
        };
    }

    /// Whether a grant or a scope may name such things so; `*` stands for any characters.
    public boolean isPattern(String text) {
        return switch (this) {
            case MODEL -> MODELS.matcher(text).matches();
            case RESOURCE -> text.equals("*") || ResourceUri.isValid(anyStart(text));
            case PROMPT -> ToolPattern.isName(text);
        };
    }

    private static String anyStart(String pattern) {
        var start = START.matcher(pattern);
        return start.find() ? (start.group().endsWith("*") ? "x://x/x" : "x://") + pattern.substring(start.end()) : pattern;
    }

    private static boolean isPrompt(String text) {
        int dot = text.indexOf('.');
        return dot > 0 && ServerName.isValid(text.substring(0, dot)) && ToolName.isValid(text.substring(dot + 1));
    }
}
