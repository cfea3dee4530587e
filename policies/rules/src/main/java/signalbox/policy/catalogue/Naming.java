package signalbox.policy.catalogue;

import java.util.List;
import signalbox.policy.grant.Glob;

/// What a model is called.
///
/// @param id the provider's own name for it
/// @param tier a free label for reports and rules, or an empty string
/// @param servedAs other names under which its provider answers for it
/// @param space of a model that makes embeddings: vectors of one space can be compared, whichever model made them
public record Naming(String id, String tier, List<Glob> servedAs, String space) {
    public Naming {
        servedAs = List.copyOf(servedAs);
    }

    public Naming(String id, String tier) {
        this(id, tier, List.of());
    }

    public Naming(String id, String tier, List<Glob> servedAs) {
        this(id, tier, servedAs, id);
    }
}
