package signalbox.kit.endpoint;

import signalbox.policy.permission.Permissions;
import signalbox.release.ToolCatalogue;

/// The part of the policy that lists and calls are decided by; the two are always of one reading.
public record ToolRules(ToolCatalogue tools, Permissions permissions) {}
