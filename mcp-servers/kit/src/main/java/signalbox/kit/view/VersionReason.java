package signalbox.kit.view;

import signalbox.descriptor.ToolId;
import signalbox.kit.endpoint.CallerContext;
import signalbox.policy.permission.Endpoint;
import signalbox.release.ToolCatalogue;

/// What a version of a tool is to a caller by the releases in force, in words for administrators.
final class VersionReason {
    private VersionReason() {}

    /// Of the version that a list shows now.
    static String ofPresent(ToolCatalogue tools, CallerContext caller, ToolId id) {
        return of(tools, caller, id, "the highest that the caller's grants allow");
    }

    /// Of one that was settled before.
    static String ofSettled(ToolCatalogue tools, CallerContext caller, ToolId id) {
        return of(tools, caller, id, "neither pin nor default");
    }

    private static String of(ToolCatalogue tools, CallerContext caller, ToolId id, String other) {
        var release = tools.releases().get(id.name());
        if (release == null) {
            return "not released";
        }
        if (caller.endpoint() instanceof Endpoint.OfMajor(var _, var major)) {
            return "a version up to major " + major + ", as the endpoint asks";
        }
        var pin = release.pins().get(caller.principal().toString());
        if (id.version().equals(pin)) {
            return "the caller's pin";
        }
        if (id.version().equals(release.byDefault())) {
            return pin == null ? "the default" : "the default; the caller's pin is " + pin;
        }
        return other + ": " + (pin == null ? "the default is " + release.byDefault() : "the caller's pin is " + pin);
    }
}
