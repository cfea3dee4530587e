package signalbox.policy.grant;

/// Whether arguments satisfy a constraint.
public enum Match {
    YES,
    NO,
    /// The constraint cannot judge the value, such as a minimum of a text: no grant, but no escape from a `never`.
    CANNOT;

    Match and(Match other) {
        if (this == NO || other == NO) {
            return NO;
        }
        return this == CANNOT || other == CANNOT ? CANNOT : YES;
    }
}
