package signalbox.kit.audit;

import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import signalbox.json.Digest;
import signalbox.kit.endpoint.CallerContext;
import signalbox.policy.permission.PermissionDecision;
import signalbox.source.Place;
import tools.jackson.databind.JsonNode;

/// Gives each decision an id and the time.
public record DecisionRecorder(InstantSource clock) {
    /// What a decision was about.
    ///
    /// @param name `server.tool`, the URI of a resource, `prompt server.name`, or what was asked for where there is none
    /// @param version null where there is none
    /// @param versionBy why it is this version; null where there is none
    /// @param argsDigest of the canonical JSON of the arguments
    public record Subject(String name, @Nullable String version, @Nullable String versionBy, String argsDigest) {
        public static Subject of(String name, JsonNode arguments) {
            return new Subject(name, null, null, Digest.sha256(arguments));
        }
    }

    public RecordedDecision of(CallerContext caller, Subject subject, PermissionDecision decision) {
        return new RecordedDecision(DecisionId.fresh(), clock.instant(), caller, subject, decision);
    }

    /// A denial that comes from no rule of the policy.
    public RecordedDecision denial(CallerContext caller, Subject subject, String rule, Why why) {
        return of(caller, subject, new PermissionDecision.Deny(rule, why.place(), why.revision(), why.reason()));
    }

    /// @param place where an administrator would look
    /// @param revision of the policy that was in force
    /// @param reason for administrators
    public record Why(Place place, String revision, String reason) {
        private static final Place RELEASES = new Place("releases.yaml", 1, 1);
        private static final Place REQUEST = new Place("request", 1, 1);

        /// Which versions are served is the reason.
        public static Why releases(String revision, String reason) {
            return new Why(RELEASES, revision, reason);
        }

        /// The request itself is the reason.
        public static Why request(String revision, String reason) {
            return new Why(REQUEST, revision, reason);
        }
    }
}
