package signalbox.policy;

import java.nio.file.Path;
import signalbox.policy.catalogue.ModelCatalogue;
import signalbox.policy.permission.Permissions;
import signalbox.policy.routing.Routing;
import signalbox.policy.server.ThirdPartyServers;
import signalbox.release.ToolCatalogue;
import signalbox.source.Checked;

/// Everything that decides, read and checked together: tools, permissions, models, routing and the third-party servers.
///
/// @param revision `sha256:` over all files; changes exactly when one of them does
public record Rulebook(
        ToolCatalogue tools,
        Permissions permissions,
        ModelCatalogue models,
        Routing routing,
        ThirdPartyServers servers,
        String revision) {
    /// The set, or every problem of every file.
    ///
    /// @param tools the directory of tool descriptors
    /// @param policies the directory of `permissions.yaml`, `models.yaml`, `routing.yaml` and, where there is one,
    ///     `servers.yaml`
    public static Checked<Rulebook> read(Path tools, Path policies) {
        return switch (RulebookReader.read(RuleFiles.of(tools, policies))) {
            case Checked.Sound<Edition>(var edition, var warnings) -> new Checked.Sound<>(edition.rulebook(), warnings);
            case Checked.Broken<Edition>(var problems) -> new Checked.Broken<>(problems);
        };
    }
}
