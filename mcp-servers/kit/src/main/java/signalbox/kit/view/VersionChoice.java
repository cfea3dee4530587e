package signalbox.kit.view;

import java.util.List;
import org.jspecify.annotations.Nullable;
import signalbox.descriptor.Descriptor;
import signalbox.descriptor.ToolId;
import signalbox.descriptor.ToolName;
import signalbox.kit.endpoint.CallerContext;
import signalbox.kit.endpoint.ToolRules;
import signalbox.policy.permission.Arguments;
import signalbox.policy.permission.Endpoint;
import signalbox.policy.permission.PermissionDecision;

/// Chooses the version a call runs: the one its host's assertion names, else the one last listed, else the present one.
///
/// Never silently any other.
public final class VersionChoice {
    private final ListedVersions shown;
    private final Views views;

    public VersionChoice(ListedVersions shown, Views views) {
        this.shown = shown;
        this.views = views;
    }

    public sealed interface Choice {
        /// @param by why this version, for administrators
        record Chosen(Descriptor descriptor, String by) implements Choice {}

        /// The version that was meant is gone; the caller may call this one instead.
        record Changed(ToolId meant, ListedTool now) implements Choice {}

        record Absent() implements Choice {}
    }

    public Choice choose(ToolRules rules, CallerContext caller, ToolName tool) {
        var delegation = caller.delegation();
        if (delegation != null && delegation.assertion().call() != null) {
            return bound(rules, caller, new Bound(delegation.assertion().call().tool(), null, "its run's list"));
        }
        var last = shown.of(caller).get(tool);
        if (last != null) {
            return bound(rules, caller, new Bound(new ToolId(tool, last.version()), last.digest(), "the list shown last"));
        }
        var now = present(rules, caller, tool);
        return now == null ? new Choice.Absent() : present(rules, caller, now);
    }

    /// The version that a list would show now, with the reason.
    public Choice.Chosen present(ToolRules rules, CallerContext caller, ListedTool now) {
        return new Choice.Chosen(now.descriptor(), VersionReason.ofPresent(rules.tools(), caller, now.descriptor().id()));
    }

    /// For a name that no tool has. It is looked up all the same: else the time would show which names belong to hidden tools.
    public Choice none(ToolRules rules, CallerContext caller) {
        if (caller.delegation() == null) {
            shown.of(caller);
        }
        views.of(rules, caller);
        return new Choice.Absent();
    }

    /// A version that is meant already.
    ///
    /// @param digest of what was meant; null where any will do
    /// @param by what made it the one
    private record Bound(ToolId tool, @Nullable String digest, String by) {}

    private Choice bound(ToolRules rules, CallerContext caller, Bound meant) {
        var descriptor = served(rules, caller.endpoint(), meant.tool());
        if (descriptor != null && isVisible(rules, caller, descriptor)
                && (meant.digest() == null || meant.digest().equals(descriptor.digest()))) {
            return new Choice.Chosen(descriptor, meant.by() + "; now it is "
                    + VersionReason.ofSettled(rules.tools(), caller, descriptor.id()));
        }
        var now = present(rules, caller, meant.tool().name());
        return now == null ? new Choice.Absent() : new Choice.Changed(meant.tool(), now);
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

    private static boolean isVisible(ToolRules rules, CallerContext caller, Descriptor descriptor) {
        var decision = rules.permissions()
                .decide(caller.principal(), caller.scopes(), descriptor, descriptor.effect(), new Arguments.Any());
        return switch (decision) {
            case PermissionDecision.Allow _, PermissionDecision.Ask _ -> true;
            case PermissionDecision.OutOfScope _, PermissionDecision.Deny _ -> false;
        };
    }

    /// What a list would show of this tool now, or null. The list is made whether there is such a tool or not: else time
    /// would tell.
    public @Nullable ListedTool present(ToolRules rules, CallerContext caller, @Nullable ToolName tool) {
        var view = views.of(rules, caller);
        return tool == null ? null : view.of(tool);
    }

    /// The names of all tools that a list would show now.
    public List<String> names(ToolRules rules, CallerContext caller) {
        return views.of(rules, caller).tools().stream().map(ListedTool::name).toList();
    }
}
