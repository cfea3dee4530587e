package signalbox.identity.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import signalbox.identity.Authenticator;
import signalbox.identity.challenge.Challenge;
import signalbox.identity.challenge.ResourceServer;

/// What stands between callers and the paths of a listener that is one resource.
///
/// @param resource the path that names the resource, such as `/v1`
public record Guard(Authenticator authenticator, ResourceServer server, String resource, Refusals refusals) {
    URI resource(HttpServletRequest request) {
        return server.resource(request.getLocalPort(), resource);
    }

    /// Without a token nobody learns which paths there are.
    void challenge(HttpServletRequest request, HttpServletResponse response) throws IOException {
        challenge(request, response, server.missing(resource(request)));
    }

    /// The same text for every token that is no good; the header says a little more to those who may know.
    void challenge(HttpServletRequest request, HttpServletResponse response, Challenge challenge) throws IOException {
        response.setHeader(Challenge.HEADER, challenge.header());
        refusals.refuse(request, response, challenge.status(), server.advice());
    }
}
