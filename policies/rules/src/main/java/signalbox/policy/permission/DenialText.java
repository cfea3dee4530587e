package signalbox.policy.permission;

import java.util.List;
import signalbox.source.Violation;

/// What a caller reads where its call of a tool is not done: of the policy never more than a decision id and what the schema
/// that it was shown says already.
///
/// @param tool as the caller named it
/// @param decisionId by which an administrator finds which rule decided, and why
public record DenialText(String tool, String decisionId) {
    private static final int MOST_VIOLATIONS = 20;

    /// @param violations what the schema that the caller was shown says of the arguments, see [Permissions#shownInput]
    /// @throws IllegalArgumentException for a decision that allows the call
    public String of(PermissionDecision decision, List<Violation> violations) {
        return switch (decision) {
            case PermissionDecision.Ask _ -> sentence("needs an approval, and none can be given here");
            case PermissionDecision.OutOfScope _ -> sentence("is not what the caller's token was issued for");
            case PermissionDecision.Deny _ -> sentence("is not permitted with these arguments")
                    + (violations.isEmpty() ? " The same call will be denied again." : " They do not fit the input schema as it is listed for this caller:")
                    + listed(violations);
            case PermissionDecision.Allow _ -> throw new IllegalArgumentException("'" + tool + "' is allowed");
        };
    }

    /// The right to the call ended before it began.
    public String withdrawn() {
        return sentence("is no longer permitted. Nothing was done");
    }

    /// The version that the caller was shown is no longer served to it.
    public static String noLongerServed(String tool) {
        return "'" + tool + "' can no longer be called here. Nothing was done.";
    }

    /// @param tool whose input schema the arguments do not fit
    public static String invalidArguments(String tool, List<Violation> violations) {
        return "The arguments do not fit the input schema of '" + tool + "':" + listed(violations);
    }

    private static String listed(List<Violation> violations) {
        var text = new StringBuilder();
        violations.stream().limit(MOST_VIOLATIONS).forEach(violation -> text.append("\n- ").append(violation));
        if (violations.size() > MOST_VIOLATIONS) {
            text.append("\n- and ").append(violations.size() - MOST_VIOLATIONS).append(" more");
        }
        return text.toString();
    }

    private String sentence(String verb) {
        return "'" + tool + "' " + verb + " (decision " + decisionId + ").";
    }
}
