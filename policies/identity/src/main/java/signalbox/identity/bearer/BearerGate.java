package signalbox.identity.bearer;

import java.util.List;
import org.jspecify.annotations.Nullable;
import signalbox.http.server.HostAndOriginRule;
import signalbox.http.server.HttpReply;
import signalbox.http.server.RequestHead;
import signalbox.identity.Authentication;
import signalbox.identity.Authenticator;
import signalbox.identity.challenge.Challenge;
import signalbox.identity.challenge.ResourceServer;

/// Decides by the head of a request alone whether it comes in, the same way for every listener: first Host and Origin,
/// then the credential.
public final class BearerGate {
    private static final String NAME = "Signalbox";

    private final HostAndOriginRule hostAndOrigin;
    private final Authenticator authenticator;
    private final ResourceServer resources;
    private final Refusals refusals;
    private final PresentedToken presented;

    public BearerGate(
            HostAndOriginRule hostAndOrigin, Authenticator authenticator, ResourceServer resources, Refusals refusals) {
        this(hostAndOrigin, authenticator, resources, refusals, new PresentedToken.Bearer());
    }

    /// @param presented where a client of this listener puts its token
    public BearerGate(
            HostAndOriginRule hostAndOrigin, Authenticator authenticator, ResourceServer resources, Refusals refusals,
            PresentedToken presented) {
        this.hostAndOrigin = hostAndOrigin;
        this.authenticator = authenticator;
        this.resources = resources;
        this.refusals = refusals;
        this.presented = presented;
    }

    /// The reply to a request from a page or for a host that is not ours, or to a browser that asks what a page may send; or
    /// null. It waits for nothing.
    public @Nullable HttpReply glance(RequestHead head) {
        return switch (hostAndOrigin.rule(head.headers("Host"), head.headers("Origin"), head.localPort())) {
            case HostAndOriginRule.Ruling.Passed _ -> hostAndOrigin.pages().preflight(head);
            case HostAndOriginRule.Ruling.TurnedAway(var status, var text) -> refusals.refusal(status, text);
        };
    }

    /// The headers that every answer to this request has.
    public List<HttpReply.Header> always(RequestHead head) {
        return hostAndOrigin.pages().answering(head);
    }

    /// Who asks; may wait for the database or for an issuer's keys.
    ///
    /// @param resource the path of the resource that the request is for: access tokens must be meant for it
    public Caller caller(RequestHead head, String resource) {
        var url = resources.resource(head.localPort(), resource);
        return switch (authenticator.check(presented.in(head), head.query(), url)) {
            case Authentication.Known(var principal) -> new Caller.Known(principal);
            case Authentication.Missing() -> new Caller.Anonymous(challenged(resources.missing(url), refusals.missing()));
            case Authentication.Refused(var _, var told) ->
                new Caller.Refused(challenged(resources.refused(url, told), refusals.notAccepted()));
            case Authentication.Unavailable _ -> new Caller.Refused(refusals.refusal(503, refusals.unavailable()));
        };
    }

    /// What a client reads of a resource before it has a token (RFC 9728, section 3), or null where there is nothing to
    /// read because no issuer is configured.
    public @Nullable HttpReply metadata(RequestHead head, String resource) {
        var metadata = resources.metadata(resources.resource(head.localPort(), resource), NAME);
        return metadata == null ? null : HttpReply.json(200, metadata.json().toString());
    }

    private HttpReply challenged(Challenge challenge, String text) {
        return refusals.refusal(challenge.status(), text).with(Challenge.HEADER, challenge.header());
    }
}
