package signalbox.policy.permission;

import signalbox.source.Place;

/// Whether a principal may make a call, and which rule said so.
///
/// `rule` is the path of the deciding entry, such as `support-agent.may[0]` or `support-agent.never[1]`, or `default`
/// where no rule matched, or `scopes` where the credential does not reach the tool; `place` is its line (the file's first line for `default`). `revision` is that of the policy.
public sealed interface PermissionDecision {
    String rule();

    Place place();

    String revision();

    record Allow(String rule, Place place, String revision) implements PermissionDecision {}

    /// A person would have to approve this exact call.
    record Ask(String rule, Place place, String revision, String by) implements PermissionDecision {
        /// Why a call that needs an approval is not made.
        public String reason() {
            return "needs an approval, none can be given here";
        }
    }

    /// @param reason for administrators: what did not hold; a caller is never shown it
    record Deny(String rule, Place place, String revision, String reason) implements PermissionDecision {}

    default boolean isAllow() {
        return this instanceof Allow;
    }

    /// `allow`, `ask` or `deny`.
    default String word() {
        return switch (this) {
            case Allow _ -> "allow";
            case Ask _ -> "ask";
            case Deny _ -> "deny";
        };
    }
}
