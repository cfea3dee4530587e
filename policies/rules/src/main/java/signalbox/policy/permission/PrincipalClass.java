package signalbox.policy.permission;

/// Principals that every list shows the same: those with the same roles and the same pins.
///
/// Only identity counts, so that it is a cheap key, and one of an earlier reading of the policy finds nothing.
public final class PrincipalClass {
    private final String roles;

    PrincipalClass(String roles) {
        this.roles = roles;
    }

    @Override
    public String toString() {
        return "the class of " + roles;
    }
}
