package signalbox.app.command;

import java.io.IOException;
import signalbox.app.start.CommonOptions;
import signalbox.app.terminal.CommandFailure;
import signalbox.policy.Rulebook;
import signalbox.policy.grant.NearestNames;
import signalbox.policy.permission.PrincipalName;
import signalbox.source.Checked;

/// A principal that an option names.
final class PrincipalOption {
    private PrincipalOption() {}

    static PrincipalName parse(String text) {
        try {
            return PrincipalName.parse(text);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(String.valueOf(e.getMessage()));
        }
    }

    /// Of whom nothing was ever written is either new or misspelt. Broken policies know nobody, and keep nobody from asking.
    static void refuseUnknown(PrincipalName name, CommonOptions options) throws IOException {
        var folder = options.policiesInForce();
        if (Rulebook.read(options.tools(), folder) instanceof Checked.Sound<Rulebook>(var rules, var _)
                && !rules.permissions().knows(name)) {
            var known = rules.permissions().principals().stream().map(PrincipalName::toString).sorted().toList();
            throw new CommandFailure("nothing was ever written of '" + name + "', and it is not among the principals of " + folder
                    + "/permissions.yaml: " + NearestNames.hint(name.toString(), known, "there are " + String.join(", ", known)));
        }
    }
}
