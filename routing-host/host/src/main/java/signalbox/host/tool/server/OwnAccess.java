package signalbox.host.tool.server;

import java.util.Map;
import signalbox.client.exchange.Access;
import signalbox.client.exchange.Challenge;
import signalbox.host.tool.server.Credentials.AssertedRequest;
import signalbox.http.client.Deadline;
import signalbox.identity.Principal;

/// What the host shows the servers of this installation, and no other: its token, and whom it acts for in what.
record OwnAccess(Credentials credentials, Principal caller, AssertedRequest asserted, String revision) implements Access {
    @Override
    public Map<String, String> headers() {
        return credentials.headers(caller, asserted);
    }

    @Override
    public String context() {
        return caller.name() + " " + caller.credential() + " " + caller.scopes() + " " + revision;
    }

    @Override
    public Next challenged(Challenge challenge, Deadline deadline) {
        return new Next.Never("it refused the request with HTTP " + challenge.status());
    }
}
