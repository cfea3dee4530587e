package signalbox.kit.listener;

import java.util.function.Supplier;
import signalbox.kit.endpoint.ToolRules;

/// Notices when tools or permissions have changed.
final class RevisionWatch {
    private final Supplier<ToolRules> rules;
    private String seen;

    RevisionWatch(Supplier<ToolRules> rules) {
        this.rules = rules;
        seen = revision(rules.get());
    }

    boolean hasChanged() {
        var now = revision(rules.get());
        boolean changed = !now.equals(seen);
        seen = now;
        return changed;
    }

    private static String revision(ToolRules rules) {
        return rules.tools().revision() + " " + rules.permissions().revision();
    }
}
