package signalbox.policy.permission;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import signalbox.source.Place;

/// Whether a principal may call a tool, read a resource or use a prompt or a model, and which rule said so.
///
/// `rule` is the path of the deciding entry, such as `support-agent.may[0]` or `support-agent.never[1]`, or `default`
/// where no rule matched; `place` is its line (the file's first line for `default`). `revision` is that of the policy.
public sealed interface PermissionDecision {
    String rule();

    Place place();

    String revision();

    /// Why it is no Allow, for administrators: a caller is never shown it. Null for an Allow.
    @Nullable String reason();

    record Allow(String rule, Place place, String revision) implements PermissionDecision {
        @Override
        public @Nullable String reason() {
            return null;
        }
    }

    /// A person would have to approve this exact call.
    record Ask(String rule, Place place, String revision, String by) implements PermissionDecision {
        @Override
        public String reason() {
            return "needs an approval by " + by;
        }
    }

    /// The policy would allow it, or ask, but the credential was issued for less. Its principal may learn that: nobody
    /// does whom the policy denies.
    ///
    /// @param rule the entry that would allow it or ask
    /// @param scopes what would be enough for this operation, besides those that the credential has
    record OutOfScope(String rule, Place place, String revision, SortedSet<String> scopes) implements PermissionDecision {
        public OutOfScope {
            scopes = Collections.unmodifiableSortedSet(new TreeSet<>(scopes));
        }

        @Override
        public String reason() {
            return "the credential's scopes do not reach it; enough would be " + String.join(" ", scopes);
        }
    }

    /// @param reason what did not hold
    record Deny(String rule, Place place, String revision, String reason) implements PermissionDecision {}

    default boolean isAllow() {
        return this instanceof Allow;
    }

    /// `allow`, `ask` or `deny`.
    default String word() {
        return switch (this) {
            case Allow _ -> "allow";
            case Ask _ -> "ask";
            case OutOfScope _, Deny _ -> "deny";
        };
    }
}
