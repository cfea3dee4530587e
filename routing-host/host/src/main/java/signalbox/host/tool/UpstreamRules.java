package signalbox.host.tool;

import signalbox.descriptor.ToolCatalogue;
import signalbox.policy.permission.Permissions;

/// What decides about the tools of others: which versions were released, and who may call them. All of one reading of
/// the files.
public record UpstreamRules(ToolCatalogue tools, Permissions permissions, UpstreamReleases releases) {}
