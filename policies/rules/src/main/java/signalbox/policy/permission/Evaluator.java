package signalbox.policy.permission;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import signalbox.descriptor.Descriptor;
import signalbox.descriptor.Effect;
import signalbox.policy.condition.Verdict;
import signalbox.policy.grant.Grant;
import signalbox.policy.grant.Match;
import signalbox.policy.grant.Reachability;
import signalbox.policy.grant.Rights;
import signalbox.policy.permission.PermissionDecision.Allow;
import signalbox.policy.permission.PermissionDecision.Ask;
import signalbox.policy.permission.PermissionDecision.Deny;
import signalbox.source.Place;
import tools.jackson.databind.node.ObjectNode;

/// Decides over the entries about one tool version: any matching `never`, else a plain `may`, else an `ask`, else no.
///
/// @param start the place and revision that stand for "no rule"
record Evaluator(PrincipalName who, Descriptor tool, Effect effect, Place start, String revision) {
    PermissionDecision call(Rights.Entries entries, ObjectNode arguments) {
        var facts = new BoundedFacts(new CallFacts(who, tool, effect, arguments), arguments);
        for (var entry : entries.never()) {
            var why = forbids(entry, arguments, facts);
            if (why != null) {
                return new Deny(entry.rule(), entry.place(), revision, why);
            }
        }
        Grant asking = null;
        var misses = new ArrayList<NearMiss>();
        for (var entry : entries.may()) {
            var miss = miss(entry, arguments, facts);
            if (miss != null) {
                misses.add(miss);
            } else if (asks(entry, facts)) {
                asking = asking == null ? entry : asking;
            } else {
                return new Allow(entry.rule(), entry.place(), revision);
            }
        }
        return asking == null ? nothing(misses) : ask(asking);
    }

    /// What some arguments could pass; conditions count as passable, the structured part is exact.
    PermissionDecision list(Rights.Entries entries) {
        var never = entries.never().stream().filter(this::applies).toList();
        for (var entry : never) {
            if (entry.isUnconditional()) {
                return new Deny(entry.rule(), entry.place(), revision, "forbidden whatever the arguments are" + entry.shape());
            }
        }
        Grant asking = null;
        for (var entry : passable(entries)) {
            var ask = entry.ask();
            if (ask == null || ask.when() != null) {
                return new Allow(entry.rule(), entry.place(), revision);
            }
            asking = asking == null ? entry : asking;
        }
        return asking == null ? nothing(shut(entries.may())) : ask(asking);
    }

    /// The entries under `may` that some arguments pass without meeting a `never`.
    List<Grant> passable(Rights.Entries entries) {
        var never = entries.never().stream().filter(this::applies).toList();
        return entries.may().stream()
                .filter(this::applies)
                .filter(entry -> Reachability.exists(entry, never, tool.input()))
                .toList();
    }

    private boolean applies(Grant entry) {
        return entry.where().matches(effect, tool.labels());
    }

    private @Nullable String forbids(Grant entry, ObjectNode arguments, BoundedFacts facts) {
        if (!applies(entry) || entry.meets(arguments) == Match.NO) {
            return null;
        }
        if (entry.when() == null) {
            return "forbidden" + entry.shape();
        }
        return switch (facts.ask(entry.when())) {
            case Verdict.Holds _ -> "forbidden" + entry.shape() + ": " + entry.when();
            case Verdict.Fails _ -> null;
            case Verdict.Errs(var reason) -> "its condition could not be decided: " + reason;
        };
    }

    private @Nullable NearMiss miss(Grant entry, ObjectNode arguments, BoundedFacts facts) {
        if (!applies(entry)) {
            return new NearMiss.OtherEffect(entry);
        }
        if (entry.fits(arguments) != Match.YES) {
            return new NearMiss.Misfit(entry, arguments);
        }
        if (entry.when() == null) {
            return null;
        }
        var verdict = facts.ask(entry.when());
        return verdict.isHolds() ? null : new NearMiss.Unmet(entry, verdict);
    }

    private List<NearMiss> shut(List<Grant> may) {
        return may.stream()
                .<NearMiss>map(entry -> applies(entry) ? new NearMiss.Shut(entry) : new NearMiss.OtherEffect(entry))
                .toList();
    }

    private static boolean asks(Grant entry, BoundedFacts facts) {
        var ask = entry.ask();
        return ask != null && (ask.when() == null || !(facts.ask(ask.when()) instanceof Verdict.Fails));
    }

    private PermissionDecision ask(Grant entry) {
        var ask = entry.ask();
        return new Ask(entry.rule(), entry.place(), revision, ask == null ? "" : ask.by());
    }

    private PermissionDecision nothing(List<NearMiss> misses) {
        return new Deny("default", start, revision, misses.isEmpty()
                ? "no rule of '" + who + "' is about " + tool.id()
                : NearMiss.said(misses));
    }
}
