package signalbox.kit.view;

import org.jspecify.annotations.Nullable;
import signalbox.descriptor.Descriptor;
import signalbox.descriptor.ToolId;
import signalbox.descriptor.ToolName;
import signalbox.kit.endpoint.CallerContext;
import signalbox.kit.endpoint.ToolRules;
import signalbox.policy.permission.Arguments;
import signalbox.policy.permission.Endpoint;
import signalbox.policy.permission.PermissionDecision;

/// Chooses the version a call runs: the one its statement names, else the one last shown, else the present one.
///
/// It is never silently another one.
public final class VersionChoice {
    private final ListedVersions shown;
    private final Views views;

    public VersionChoice(ListedVersions shown, Views views) {
        this.shown = shown;
        this.views = views;
    }

    public sealed interface Choice {
        record Chosen(Descriptor descriptor) implements Choice {}

        /// The version meant is gone; the caller may have this one instead.
        record Changed(ToolId meant, ListedTool now) implements Choice {}

        record Absent() implements Choice {}
    }

    public Choice choose(ToolRules rules, CallerContext visit, ToolName tool) {
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
    public Choice none(ToolRules rules, CallerContext visit) {
        if (visit.behalf() == null) {
            shown.of(visit);
        }
        views.of(rules, visit);
        return new Choice.Absent();
    }

    private Choice bound(ToolRules rules, CallerContext visit, ToolId meant, @Nullable String digest) {
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

    private static boolean isVisible(ToolRules rules, CallerContext visit, Descriptor descriptor) {
        var decision = rules.permissions()
                .decide(visit.who(), visit.scopes(), descriptor, descriptor.effect(), new Arguments.Any());
        return switch (decision) {
            case PermissionDecision.Allow _, PermissionDecision.Ask _ -> true;
            case PermissionDecision.OutOfScope _, PermissionDecision.Deny _ -> false;
        };
    }

    private @Nullable ListedTool present(ToolRules rules, CallerContext visit, ToolName tool) {
        return views.of(rules, visit).of(tool);
    }
}
