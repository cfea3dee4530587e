package signalbox.host.route;

import signalbox.identity.Principal;

/// Which model names a caller may use at this moment: `signalbox/auto`, `signalbox/GROUP` or a name of the catalogue.
@FunctionalInterface
public interface Grants {
    boolean mayUse(Principal caller, String model);
}
