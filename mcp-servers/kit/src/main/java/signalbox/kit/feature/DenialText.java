package signalbox.kit.feature;

import java.util.List;
import signalbox.descriptor.Descriptor;
import signalbox.descriptor.ToolId;
import signalbox.kit.call.Printable;
import signalbox.kit.call.RecordedDecision;
import signalbox.kit.view.ListedTool;
import signalbox.policy.permission.PermissionDecision;
import signalbox.source.Violation;

/// What an assistant or a host reads when a call is not done: never more of the policy than a decision id.
final class DenialText {
    private static final int MOST_PROBLEMS = 20;

    String deny(CallToolRequest asked, RecordedDecision ruling) {
        return "'" + asked.name() + "' is not permitted with these arguments (decision " + ruling.id() + ").";
    }

    String ask(CallToolRequest asked, RecordedDecision ruling) {
        return "'" + asked.name() + "' " + PermissionDecision.Ask.TOLD + " (decision " + ruling.id() + ").";
    }

    String invalid(Descriptor descriptor, List<Violation> violations) {
        var text = new StringBuilder("The arguments do not fit the input schema of '" + descriptor.id() + "':");
        violations.stream().limit(MOST_PROBLEMS).forEach(violation -> text.append("\n- ").append(violation));
        if (violations.size() > MOST_PROBLEMS) {
            text.append("\n- and ").append(violations.size() - MOST_PROBLEMS).append(" more");
        }
        return text.toString();
    }

    String changed(ToolId meant, ListedTool now) {
        return "'" + meant + "' can no longer be called here. Nothing was done. It is now '" + now.descriptor().id()
                + "' with the input schema " + now.input();
    }

    String clash(CallToolRequest asked, String earlier) {
        return "The call id '" + Printable.of(String.valueOf(asked.callId())) + "' stands for an earlier call of '" + earlier
                + "' with other arguments or of another tool. Nothing was done. Use a new id for a new call.";
    }

    String expired(CallToolRequest asked, long seconds, RecordedDecision ruling) {
        return "'" + asked.name() + "' did not end within " + seconds + " s. Nothing was done (decision " + ruling.id() + ").";
    }

    String cancelled(CallToolRequest asked, RecordedDecision ruling) {
        return "'" + asked.name() + "' was cancelled. Nothing was done (decision " + ruling.id() + ").";
    }

    String withdrawn(CallToolRequest asked, RecordedDecision ruling) {
        return "'" + asked.name() + "' is no longer permitted. Nothing was done (decision " + ruling.id() + ").";
    }

    String broken(CallToolRequest asked, RecordedDecision ruling) {
        return "'" + asked.name() + "' failed through a fault on the server's side (decision " + ruling.id() + ").";
    }
}
