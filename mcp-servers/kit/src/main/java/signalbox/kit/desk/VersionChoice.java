package signalbox.kit.desk;

import org.jspecify.annotations.Nullable;
import signalbox.descriptor.Descriptor;
import signalbox.descriptor.ToolId;
import signalbox.descriptor.ToolName;
import signalbox.kit.ToolRules;
import signalbox.policy.permission.Arguments;
import signalbox.policy.permission.Endpoint;
import signalbox.policy.permission.PermissionDecision;

/// Chooses the version a call runs: the one its statement names, else the one last shown, else the present one.
///
/// It is never silently another one.
final class VersionChoice {
    private final ShownViews shown;
    private final Views views;

    VersionChoice(ShownViews shown, Views views) {
        this.shown = shown;
        this.views = views;
    }

    sealed interface Choice {
        record Chosen(Descriptor descriptor) implements Choice {}

        /// The version meant is gone; the caller may have this one instead.
        record Changed(ToolId meant, OfferedTool now) implements Choice {}

        record Absent() implements Choice {}
    }

    Choice choose(ToolRules rules, Visit visit, ToolName tool) {
        var behalf = visit.behalf();
        if (behalf != null && behalf.statement().call() != null) {
            return bound(rules, visit, behalf.statement().call().tool(), null);
        }
        var last = shown.of(visit).get(tool);
        if (last != null) {
            return bound(rules, visit, new ToolId(tool, last.version()), last.digest());
        }
        var now = present(rules, visit, tool);
        return now == null ? new Choice.Absent() : new Choice.Chosen(now.descriptor());
    }

    /// For a name that stands for no tool, looked up like one: else time would tell which names stand for a hidden tool.
    Choice none(ToolRules rules, Visit visit) {
        if (visit.behalf() == null) {
            shown.of(visit);
        }
        views.of(rules, visit);
        return new Choice.Absent();
    }

    private Choice bound(ToolRules rules, Visit visit, ToolId meant, @Nullable String digest) {
        var descriptor = served(rules, visit.endpoint(), meant);
        if (descriptor != null && isVisible(rules, visit, descriptor) && (digest == null || digest.equals(descriptor.digest()))) {
            return new Choice.Chosen(descriptor);
        }
        var now = present(rules, visit, meant.name());
        return now == null ? new Choice.Absent() : new Choice.Changed(meant, now);
    }

    private static @Nullable Descriptor served(ToolRules rules, Endpoint endpoint, ToolId id) {
        var release = rules.tools().releases().get(id.name());
        boolean within = switch (endpoint) {
            case Endpoint.Everything() -> true;
            case Endpoint.OfServer(var server) -> id.name().server().equals(server);
            case Endpoint.OfMajor(var server, var major) ->
                id.name().server().equals(server) && id.version().major() <= major;
        };
        return within && release != null && release.servedHere().contains(id.version())
                ? rules.tools().descriptors().get(id)
                : null;
    }

    private static boolean isVisible(ToolRules rules, Visit visit, Descriptor descriptor) {
        var decision = rules.permissions()
                .decide(visit.who(), visit.scopes(), descriptor, descriptor.effect(), new Arguments.Any());
        return switch (decision) {
            case PermissionDecision.Allow _, PermissionDecision.Ask _ -> true;
            case PermissionDecision.OutOfScope _, PermissionDecision.Deny _ -> false;
        };
    }

    private @Nullable OfferedTool present(ToolRules rules, Visit visit, ToolName tool) {
        return views.of(rules, visit).of(tool);
    }
}
