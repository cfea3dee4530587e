package signalbox.host.route;

import signalbox.identity.Principal;

/// Which models a caller may use at this moment.
@FunctionalInterface
public interface Grants {
    /// @param asked the name asked for: `signalbox/auto`, `signalbox/GROUP` or a name of the catalogue
    /// @param model the model it leads to; the name itself where no model is chosen yet
    boolean mayUse(Principal caller, String asked, String model);
}
