package signalbox.kit;

import signalbox.descriptor.ToolCatalogue;
import signalbox.policy.permission.Permissions;

/// The part of the policy that lists and calls are decided by; the two are always of one reading.
public record ToolRules(ToolCatalogue tools, Permissions permissions) {}
