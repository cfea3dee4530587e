package signalbox.host.tool;

import org.jspecify.annotations.Nullable;
import signalbox.descriptor.ToolId;
import signalbox.policy.permission.Permissions;
import signalbox.release.RunTarget;
import signalbox.release.ToolCatalogue;

/// What decides about the tools of others: which versions were released, and who may call them; and, of all tools, which
/// a caller may name. All of one reading of the files.
public record UpstreamRules(ToolCatalogue tools, Permissions permissions) {
    /// The definition that this version was released with; null where it is not served, or not there.
    RunTarget.@Nullable Upstream released(ToolId tool) {
        var release = tools.releases().get(tool.name());
        return release != null && release.serve().get(tool.version()) instanceof RunTarget.Upstream upstream ? upstream : null;
    }
}
