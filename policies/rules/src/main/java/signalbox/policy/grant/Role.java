package signalbox.policy.grant;

import java.util.List;

/// A named bundle of grants.
///
/// @param models names of models that may be asked for
/// @param neverModels names of models that may not, whatever else says so
/// @param actFor whether its holder may call in another principal's name
public record Role(
        String name, List<Grant> may, List<Grant> never, List<Glob> models, List<Glob> neverModels, boolean actFor) {
    public Role {
        may = List.copyOf(may);
        never = List.copyOf(never);
        models = List.copyOf(models);
        neverModels = List.copyOf(neverModels);
    }
}
