package signalbox.kit.endpoint;

import signalbox.policy.permission.Permissions;
import signalbox.release.ToolCatalogue;

/// The tools and permissions by which lists and calls are decided, always of one reading.
public record ToolRules(ToolCatalogue tools, Permissions permissions) {}
