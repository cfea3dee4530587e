package signalbox.identity.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.Set;
import signalbox.identity.Authenticator;
import signalbox.identity.challenge.Challenge;
import signalbox.identity.challenge.ResourceServer;
import signalbox.policy.permission.Scopes;

/// What stands between callers and a listener's paths.
///
/// @param resource the path that names the whole listener as one resource, such as `/v1`; empty where each path is one
/// @param name of the resource, for people
public record Guard(Authenticator authenticator, ResourceServer server, String resource, String name, Refusals refusals) {
    /// For a listener that is one resource.
    public static Guard of(Authenticator authenticator, ResourceServer server, String resource, Refusals refusals) {
        return new Guard(authenticator, server, resource, "Signalbox", refusals);
    }

    /// For a listener each of whose paths is a resource of its own.
    public static Guard ofEachPath(Authenticator authenticator, ResourceServer server, Refusals refusals) {
        return of(authenticator, server, "", refusals);
    }

    URI resource(HttpServletRequest request) {
        return server.resource(request.getLocalPort(), resource.isEmpty() ? request.getRequestURI() : resource);
    }

    /// Without a token nobody learns which paths there are.
    void challenge(HttpServletRequest request, HttpServletResponse response) throws IOException {
        challenge(request, response, server.missing(resource(request), new Scopes(Set.of())));
    }

    /// The same text for every token that is no good; the header says a little more to those who may know.
    void challenge(HttpServletRequest request, HttpServletResponse response, Challenge challenge) throws IOException {
        response.setHeader(Challenge.HEADER, challenge.header());
        refusals.refuse(request, response, challenge.status(), server.advice());
    }
}
