package signalbox.kit.desk;

import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import signalbox.kit.work.DecisionId;
import signalbox.kit.work.Ruling;
import signalbox.policy.permission.PermissionDecision;
import signalbox.source.Digest;
import signalbox.source.Place;
import tools.jackson.databind.JsonNode;

/// Puts decisions on record, each under an id of its own.
record Rulings(InstantSource clock) {
    private static final Place RELEASES = new Place("releases.yaml", 1, 1);

    /// What a decision was about.
    ///
    /// @param name `server.tool`, the URI of a resource, `prompt server.name`, or what was asked for where there is none
    /// @param version null where there is none
    record Subject(String name, @Nullable String version, String argsDigest) {
        static Subject of(String name, JsonNode arguments) {
            return new Subject(name, null, Digest.sha256(arguments));
        }
    }

    Ruling of(Visit visit, Subject subject, PermissionDecision decision) {
        var behalf = visit.behalf();
        return new Ruling(
                DecisionId.fresh(),
                clock.instant(),
                visit.who(),
                behalf == null ? null : behalf.host(),
                EndpointPath.of(visit.endpoint()),
                subject.name(),
                subject.version(),
                decision,
                behalf == null ? null : behalf.statement().run(),
                subject.argsDigest());
    }

    /// A denial that no rule of the policy made.
    Ruling denial(Visit visit, Subject subject, String rule, Why why) {
        return of(visit, subject, new PermissionDecision.Deny(rule, RELEASES, why.revision(), why.reason()));
    }

    /// @param revision of the policy that was in force
    /// @param reason for administrators
    record Why(String revision, String reason) {}
}
