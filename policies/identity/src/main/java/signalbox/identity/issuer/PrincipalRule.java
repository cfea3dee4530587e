package signalbox.identity.issuer;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import signalbox.policy.permission.PrincipalName;

/// Which principal an issuer's token is of.
///
/// @param claim the claim that names it
/// @param prefix comes before the claim's value in the principal's name, so that no two issuers speak of the same one
/// @param names the principal of each value; where any is given, every other value is refused
public record PrincipalRule(PrincipalName.Kind kind, String claim, String prefix, Map<String, PrincipalName> names) {
    public static final PrincipalRule USUAL = new PrincipalRule(PrincipalName.Kind.PERSON, "sub", "", Map.of());

    public PrincipalRule {
        names = Map.copyOf(names);
        if (kind == PrincipalName.Kind.HOST) {
            throw new IllegalArgumentException("no issuer speaks of hosts");
        }
    }

    /// The principal that this value of the claim names, or null where it names nobody.
    public @Nullable PrincipalName principal(String value) {
        if (!names.isEmpty()) {
            return names.get(value);
        }
        try {
            return value.isEmpty() ? null : new PrincipalName(kind, prefix + value);
        } catch (IllegalArgumentException _) {
            return null;
        }
    }

    /// Whether some value of the claim names this principal.
    public boolean maySpeakOf(PrincipalName principal) {
        return names.isEmpty()
                ? principal.kind() == kind && principal.name().startsWith(prefix) && !principal.name().equals(prefix)
                : names.containsValue(principal);
    }
}
