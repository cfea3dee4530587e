package signalbox.kit.feature;

import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import signalbox.json.Digest;
import signalbox.kit.call.DecisionId;
import signalbox.kit.call.RecordedDecision;
import signalbox.kit.endpoint.CallerContext;
import signalbox.kit.endpoint.EndpointPath;
import signalbox.policy.permission.PermissionDecision;
import signalbox.source.Place;
import tools.jackson.databind.JsonNode;

/// Puts decisions on record, each under an id of its own.
record DecisionRecorder(InstantSource clock) {
    /// What a decision was about.
    ///
    /// @param name `server.tool`, the URI of a resource, `prompt server.name`, or what was asked for where there is none
    /// @param version null where there is none
    record Subject(String name, @Nullable String version, String argsDigest) {
        static Subject of(String name, JsonNode arguments) {
            return new Subject(name, null, Digest.sha256(arguments));
        }
    }

    RecordedDecision of(CallerContext visit, Subject subject, PermissionDecision decision) {
        var behalf = visit.behalf();
        return new RecordedDecision(
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
    RecordedDecision denial(CallerContext visit, Subject subject, String rule, Why why) {
        return of(visit, subject, new PermissionDecision.Deny(rule, why.place(), why.revision(), why.reason()));
    }

    /// @param place where an administrator would look
    /// @param revision of the policy that was in force
    /// @param reason for administrators
    record Why(Place place, String revision, String reason) {
        private static final Place RELEASES = new Place("releases.yaml", 1, 1);
        private static final Place REQUEST = new Place("request", 1, 1);

        /// What is served decides.
        static Why releases(String revision, String reason) {
            return new Why(RELEASES, revision, reason);
        }

        /// No file decides: the request itself is wrong.
        static Why request(String revision, String reason) {
            return new Why(REQUEST, revision, reason);
        }
    }
}
